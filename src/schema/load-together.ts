import DataLoader from 'dataloader';
import type { Context } from '../context.js';

/** What Pothos says is to be read of each. */
type Query = { select?: object; include?: object };

const loadersOf = new WeakMap<Context, Map<string, DataLoader<string, object | null>>>();

/**
 * One object below each of many, such as the last message of each conversation: those that are asked for in the same
 * moment, with the same selection, are read by one statement. `load` reads those of them that may be seen. Nothing is
 * remembered, so a mutation in between is seen.
 */
export function loadTogether<Row extends { id: string }>(
  context: Context,
  question: string,
  query: Query,
  id: string | null,
  load: (query: Query, ids: string[]) => Promise<Row[]>,
): Promise<Row | null> {
  const loaders = loadersOf.get(context) ?? new Map<string, DataLoader<string, object | null>>();
  loadersOf.set(context, loaders);
  const key = `${question} ${JSON.stringify(query)}`;
  if (id === null) return Promise.resolve(null);
  let loader = loaders.get(key);
  if (loader === undefined) {
    const whole = query.select === undefined ? query : { ...query, select: { ...query.select, id: true } };
    loader = new DataLoader(
      async (ids: readonly string[]) => {
        const rows = new Map((await load(whole, [...new Set(ids)])).map((row) => [row.id, row]));
        return ids.map((wanted) => rows.get(wanted) ?? null);
      },
      { cache: false },
    );
    loaders.set(key, loader);
  }
  // By its question, a loader holds rows of one kind alone.
  return loader.load(id) as Promise<Row | null>;
}
