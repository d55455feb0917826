import { setTimeout as wait } from 'node:timers/promises';
import { isUnreachable } from './unreachable.js';

export interface BatchOptions<Item, Result> {
  /** Items with the same key never run at the same time. */
  keyOf: (item: Item) => unknown;
  /** How many batches run at the same time. */
  lanes: number;
  /** All of it or nothing; the results in the order of the items. */
  run: (items: readonly Item[]) => Promise<Result[]>;
}

export interface Batches<Item, Result> {
  add(item: Item): Promise<Result>;
}

interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

const largestBatch = 100;
const attempts = 4;

/**
 * Runs what comes alone at once, and what comes while its like are running together, as soon as they are done. So a batch
 * is as large as there is work, and nothing ever waits for a clock.
 */
export function createBatches<Item, Result>({ keyOf, lanes, run }: BatchOptions<Item, Result>): Batches<Item, Result> {
  let waiting: Array<Waiting<Item, Result>> = [];
  const running = new Set<unknown>();
  let busy = 0;

  const start = () => {
    while (busy < lanes) {
      const batch: Array<Waiting<Item, Result>> = [];
      const left: Array<Waiting<Item, Result>> = [];
      for (const one of waiting)
        (batch.length < largestBatch && !running.has(keyOf(one.item)) ? batch : left).push(one);
      if (batch.length === 0) return;
      waiting = left;
      busy++;
      const keys = new Set(batch.map(({ item }) => keyOf(item)));
      for (const key of keys) running.add(key);
      void runBatch(batch).finally(() => {
        busy--;
        for (const key of keys) running.delete(key);
        start();
      });
    }
  };

  /** Never rejects. */
  const runBatch = async (batch: ReadonlyArray<Waiting<Item, Result>>): Promise<void> => {
    try {
      const results = await withRetries(() => run(batch.map(({ item }) => item)));
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
    } catch (error) {
      // While the database is away nobody is asked for alone: that would be waited for as often.
      if (batch.length === 1 || isUnreachable(error)) {
        for (const { reject } of batch) reject(error);
        return;
      }
      // One that cannot be done must not take the others with it.
      for (const one of batch) await runBatch([one]);
    }
  };

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        start();
      }),
  };
}

/** What two nodes did at the same moment is tried again: a deadlock, a conflict, the same name twice. */
export async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const code = (error as { code?: unknown } | null)?.code;
      if (attempt === attempts || !['40001', '40P01', '23505'].includes(String(code))) throw error;
      await wait(Math.random() * 10 * 2 ** attempt);
    }
  }
}
