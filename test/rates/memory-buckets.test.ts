import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryBuckets } from '../../src/rates/memory-buckets.js';
import { bucketStoreConformance } from './conformance.js';

describe('the buckets of one process', () => {
  bucketStoreConformance(() => createMemoryBuckets());

  const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 1, max: 30 })), {
    minLength: 1,
    maxLength: 60,
  });
  const shape = { capacity: fc.integer({ min: 1, max: 30 }), perSecond: fc.integer({ min: 1, max: 20 }) };

  it('D7: agrees with a bucket that is filled drop by drop, and its wait is exact', async () => {
    await fc.assert(
      fc.asyncProperty(fc.record(shape), steps, async (bucket, all) => {
        let now = 0;
        const store = createMemoryBuckets(() => now);
        // Thousandths of a token: one millisecond brings `perSecond` of them, and nothing is rounded.
        let drops = bucket.capacity * 1000;
        for (const [pause, tokens] of all) {
          now += pause;
          for (let ms = 0; ms < pause && drops < bucket.capacity * 1000; ms++)
            drops = Math.min(bucket.capacity * 1000, drops + bucket.perSecond);
          const enough = drops >= tokens * 1000;
          const taken = await store.take('a', bucket, tokens);
          expect(taken.allowed).toBe(enough);
          if (enough) drops -= tokens * 1000;
          expect(taken.remaining).toBe(Math.floor(drops / 1000));
          if (enough || tokens > bucket.capacity) continue;
          // To the millisecond, but for the last bit of a fraction.
          const wait = Math.ceil((tokens * 1000 - drops) / bucket.perSecond);
          expect(taken.retryAfterMs - wait).toBeOneOf([0, 1]);
        }
      }),
    );
  });

  it('D7: passes in no stretch of time more than the bucket and what came back meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(fc.record(shape), steps, async (bucket, all) => {
        let now = 0;
        const store = createMemoryBuckets(() => now);
        const passed: Array<{ at: number; tokens: number }> = [];
        for (const [pause, tokens] of all) {
          now += pause;
          if ((await store.take('a', bucket, tokens)).allowed) passed.push({ at: now, tokens });
        }
        for (const [first, { at: from }] of passed.entries()) {
          let sum = 0;
          for (const { at, tokens } of passed.slice(first)) {
            sum += tokens;
            expect(sum).toBeLessThanOrEqual(bucket.capacity + ((at - from) / 1000) * bucket.perSecond + 1e-6);
          }
        }
      }),
    );
  });
});
