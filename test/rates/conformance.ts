import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Bucket, BucketStore } from '../../src/rates/bucket.js';
import { eventually } from '../support/eventually.js';

/** What every store of buckets promises. `open` answers one that nobody else uses. */
export function bucketStoreConformance(open: () => BucketStore): void {
  /** Nothing comes back while a test runs. */
  const still: Bucket = { capacity: 3, perSecond: 0.001 };

  it('D7: lets as many through as the bucket holds, and tells what is left and how long to wait', async () => {
    const store = open();
    expect(await store.take('a', still, 2)).toEqual({ allowed: true, remaining: 1, retryAfterMs: 0 });
    const refused = await store.take('a', still, 2);
    expect(refused).toMatchObject({ allowed: false, remaining: 1 });
    expect(refused.retryAfterMs).toBeGreaterThan(990_000);
    expect(refused.retryAfterMs).toBeLessThanOrEqual(1_000_000);
    // What was refused has cost nothing.
    expect(await store.take('a', still, 1)).toEqual({ allowed: true, remaining: 0, retryAfterMs: 0 });
  });

  it('D7: counts each key for itself', async () => {
    const store = open();
    await store.take('a', still, 3);
    expect(await store.take('b', still, 3)).toMatchObject({ allowed: true });
  });

  it('D7: gives back what was taken for nothing, and never more than the bucket holds', async () => {
    const store = open();
    await store.take('a', still, 3);
    await store.take('a', still, -1);
    expect(await store.take('a', still, 1)).toMatchObject({ allowed: true, remaining: 0 });
    for (let n = 0; n < 9; n++) await store.take('a', still, -1);
    expect(await store.take('a', still, 4)).toMatchObject({ allowed: false, remaining: 3 });
  });

  it('D7: fills again with time', async () => {
    const store = open();
    const quick: Bucket = { capacity: 2, perSecond: 50 };
    await store.take('a', quick, 2);
    expect(await store.take('a', quick, 2)).toMatchObject({ allowed: false });
    await eventually(async () => expect(await store.take('a', quick, 2)).toMatchObject({ allowed: true }));
  });

  it('D7: asked for more than it can ever hold, names the wait for a full one', async () => {
    const { allowed, retryAfterMs } = await open().take('a', still, 100);
    expect(allowed).toBe(false);
    expect(retryAfterMs).toBe(1);
  });

  it('D7: lets no more through when all come at once', async () => {
    const store = open();
    const answers = await Promise.all(Array.from({ length: 50 }, () => store.take('a', still, 1)));
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(3);
  });

  it('D7: answers as the sum on paper does, whatever is asked', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.integer({ min: -5, max: 60 })), { maxLength: 40 }),
        async (capacity, takes) => {
          const store = open();
          const bucket = { capacity, perSecond: 0.000_001 };
          const paper: Record<string, number> = { a: capacity, b: capacity };
          for (const [key, tokens] of takes) {
            const level = paper[key] ?? 0;
            const allowed = level >= tokens;
            const left = Math.min(capacity, allowed ? level - tokens : level);
            paper[key] = left;
            expect(await store.take(key, bucket, tokens)).toMatchObject({ allowed, remaining: left });
          }
        },
      ),
      { numRuns: 50 },
    );
  });
}
