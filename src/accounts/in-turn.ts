import { Refusal } from '../errors.js';

const waiting = new Map<string, { last: Promise<unknown>; count: number }>();
const longestQueue = 100;

/** Runs the works of a key one after the other, in the order of the calls. Throws RATE_LIMITED when too many wait. */
export async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const queue = waiting.get(key) ?? { last: Promise.resolve(), count: 0 };
  if (queue.count >= longestQueue) throw new Refusal('RATE_LIMITED', { retryAfterMs: 5_000 });
  const turn = queue.last.then(work);
  // Whatever comes of this one, the next has its turn.
  queue.last = turn.catch(() => {});
  queue.count++;
  waiting.set(key, queue);
  try {
    return await turn;
  } finally {
    if (--queue.count === 0) waiting.delete(key);
  }
}
