import { type BucketStore, takeFrom } from './bucket.js';

interface Level {
  tokens: number;
  at: number;
  /** From then on it is full again, and need not be remembered. */
  fullAt: number;
}

const sweepEvery = 10_000;

/** The buckets of one process. `now` must never go back: milliseconds of a monotonic clock. */
export function createMemoryBuckets(now: () => number = () => performance.now()): BucketStore {
  const levels = new Map<string, Level>();
  let takes = 0;
  return {
    async take(key, bucket, tokens) {
      const at = now();
      if (++takes % sweepEvery === 0) for (const [old, level] of levels) if (level.fullAt <= at) levels.delete(old);
      const known = levels.get(key);
      const before =
        known === undefined
          ? bucket.capacity
          : Math.min(bucket.capacity, known.tokens + ((at - known.at) / 1000) * bucket.perSecond);
      const { level, taken } = takeFrom(before, bucket, tokens);
      levels.set(key, { tokens: level, at, fullAt: at + ((bucket.capacity - level) / bucket.perSecond) * 1000 });
      return taken;
    },
  };
}
