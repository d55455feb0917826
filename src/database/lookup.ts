import { type Batches, createBatches } from './batches.js';
import type { Database } from './client.js';

export type Asked = Pick<Database, 'prepared'>;

/** Statements of a kind at a time. While they run, those who come next are gathered. */
const lanes = 2;

/**
 * A question that many ask at the same time, each about something else: who comes alone asks at once, and those who come
 * meanwhile share the next statement. `run` answers in the order of what it is given.
 */
export function lookup<About, Answer>(
  run: (database: Asked, about: readonly About[]) => Promise<Array<Answer | undefined>>,
): (database: Asked, about: About) => Promise<Answer | undefined> {
  const batchesOf = new WeakMap<Asked, Batches<{ about: About }, Answer | undefined>>();
  return (database, about) => {
    let batches = batchesOf.get(database);
    if (batches === undefined) {
      batches = createBatches({
        keyOf: (item) => item,
        lanes,
        run: (items) =>
          run(
            database,
            items.map((item) => item.about),
          ),
      });
      batchesOf.set(database, batches);
    }
    return batches.add({ about });
  };
}

/** The same where the answer is a row: the statement is given what is asked about, each once, and `keyOf` says which a row is of. */
export const lookupRow = <Row extends object>(statement: string, keyOf: (row: Row) => string) =>
  lookup<string, Row>(async (database, about) => {
    const rows = await database.prepared<Row>(statement, [[...new Set(about)]]);
    const found = new Map(rows.map((row) => [keyOf(row), row]));
    return about.map((one) => found.get(one));
  });
