import DataLoader from 'dataloader';
import type { Context } from '../context.js';

/** How many there are for each of the ids. What is left out are none. */
export type CountEach = (ids: string[]) => Promise<Iterable<readonly [id: string, count: number]>>;

const loadersOf = new WeakMap<Context, Map<string, DataLoader<string, number>>>();

/**
 * How many there are below one of many: whatever is asked in the same moment is counted by one statement. `question` is
 * equal for what one statement can count. Nothing is remembered, so a mutation in between is seen.
 */
export function countEach(context: Context, question: string, id: string, count: CountEach): Promise<number> {
  const loaders = loadersOf.get(context) ?? new Map<string, DataLoader<string, number>>();
  loadersOf.set(context, loaders);
  let loader = loaders.get(question);
  if (loader === undefined) {
    loader = new DataLoader(
      async (ids) => {
        const counts = new Map(await count([...new Set(ids)]));
        return ids.map((wanted) => counts.get(wanted) ?? 0);
      },
      { cache: false },
    );
    loaders.set(question, loader);
  }
  return loader.load(id);
}
