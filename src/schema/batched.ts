import DataLoader from 'dataloader';
import type { Context } from '../context.js';

/** What was found for each of the ids. What is left out was not found. */
export type LoadEach<Found> = (ids: string[]) => Promise<Iterable<readonly [id: string, found: Found]>>;

const loadersOf = new WeakMap<Context, Map<string, DataLoader<string, unknown>>>();

/**
 * What belongs to one of many: whatever is asked in the same moment is read by one statement. `question` is equal for what
 * one statement can answer. Nothing is remembered, so a mutation in between is seen.
 */
export function batched<Found>(
  context: Context,
  question: string,
  id: string,
  load: LoadEach<Found>,
): Promise<Found | undefined> {
  const loaders = loadersOf.get(context) ?? new Map<string, DataLoader<string, unknown>>();
  loadersOf.set(context, loaders);
  let loader = loaders.get(question);
  if (loader === undefined) {
    loader = new DataLoader(
      async (ids) => {
        const found = new Map(await load([...new Set(ids)]));
        return ids.map((wanted) => found.get(wanted));
      },
      { cache: false },
    );
    loaders.set(question, loader);
  }
  // By its question, a loader finds things of one kind alone.
  return loader.load(id) as Promise<Found | undefined>;
}
