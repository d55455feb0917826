import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { breakable } from '../../src/rates/breaker.js';
import type { BucketStore } from '../../src/rates/bucket.js';
import { createMemoryBuckets } from '../../src/rates/memory-buckets.js';
import { createRates, type Rates } from '../../src/rates/rates.js';
import { createRedisBuckets } from '../../src/rates/redis-buckets.js';
import { connectRedis } from '../../src/redis.js';
import { redisIsInstalled } from '../support/programs.js';
import { startRedis } from '../support/redis-server.js';

const bucket = { capacity: 5, perSecond: 0.001 };

/** A store that answers, refuses or hangs as it is told, and counts who asks it. */
function aStore() {
  const working = createMemoryBuckets();
  const store = {
    mode: 'works' as 'works' | 'fails' | 'hangs',
    asked: 0,
    take(...args: Parameters<BucketStore['take']>) {
      store.asked++;
      if (store.mode === 'hangs') return new Promise<never>(() => {});
      return store.mode === 'fails' ? Promise.reject(new Error('down')) : working.take(...args);
    },
  };
  return store;
}

const options = { patienceMs: 50, failures: 3, probeEveryMs: 50 };

describe('D7: a shared store that does not answer', () => {
  it.each(['hangs', 'fails'] as const)('which %s: is left alone after a few calls', async (mode) => {
    const store = aStore();
    const changes: boolean[] = [];
    const broken = breakable(store, { ...options, probeEveryMs: 600_000, changed: (open) => changes.push(open) });
    store.mode = mode;
    for (let n = 0; n < 200; n++) await expect(broken.take('a', bucket, 1)).rejects.toThrow();
    expect(store.asked).toBe(3);
    expect(changes).toEqual([true]);
  });

  it('is not given up for failures between which it answers', async () => {
    const store = aStore();
    const broken = breakable(store, options);
    for (let n = 0; n < 5; n++) {
      store.mode = 'fails';
      await expect(broken.take('a', bucket, 0)).rejects.toThrow();
      store.mode = 'works';
      await broken.take('a', bucket, 0);
    }
    expect(store.asked).toBe(10);
  });

  it('is used again once it answers, and nobody waits to find out', async () => {
    const store = aStore();
    const changes: boolean[] = [];
    const broken = breakable(store, { ...options, changed: (open) => changes.push(open) });
    store.mode = 'hangs';
    await Promise.allSettled(Array.from({ length: 10 }, () => broken.take('a', bucket, 1)));
    const afterOpening = store.asked;
    await expect.poll(() => broken.take('a', bucket, 1).catch(() => store.asked)).toBeGreaterThan(afterOpening);
    store.mode = 'works';
    await expect.poll(() => broken.take('a', bucket, 1).catch(() => null)).toMatchObject({ allowed: true });
    expect(changes).toEqual([true, false]);
  });
});

describe.skipIf(!redisIsInstalled())('D7: with a real Redis', () => {
  async function ratesOn(url: string): Promise<{ rates: Rates } & Disposable> {
    const redis = connectRedis(url, pino({ level: 'silent' }), 'test');
    await expect.poll(() => redis.status, { timeout: 10_000 }).toBe('ready');
    const shared = breakable(createRedisBuckets(redis, 'test:'));
    return {
      rates: createRates({ own: createMemoryBuckets(), shared }),
      [Symbol.dispose]: () => redis.disconnect(),
    };
  }

  it('counts for all nodes together', async () => {
    const redis = await startRedis();
    try {
      using one = await ratesOn(redis.url);
      using two = await ratesOn(redis.url);
      for (let n = 0; n < 5; n++)
        expect(await (n % 2 === 0 ? one : two).rates.take('cost', 'ana', bucket)).toMatchObject({ allowed: true });
      for (const { rates } of [one, two])
        expect(await rates.take('cost', 'ana', bucket)).toMatchObject({ allowed: false });
    } finally {
      await redis.close();
    }
  });

  it.each(['hangs', 'is down'])(
    'which %s: goes on alone at once, refuses what must not open, comes back',
    async (how) => {
      const redis = await startRedis();
      try {
        using node = await ratesOn(redis.url);
        for (let n = 0; n < 5; n++) await node.rates.take('cost', 'ana', bucket);
        if (how === 'hangs') redis.pause();
        else await redis.kill();
        for (let n = 0; n < 3; n++) await node.rates.take('warm', 'up', bucket);
        const since = performance.now();
        const answers = [];
        for (let n = 0; n < 100; n++) answers.push(await node.rates.take('cost', 'ben', bucket));
        for (let n = 0; n < 100; n++)
          expect(await node.rates.take('guesses', 'ben', { ...bucket, failClosed: true })).toMatchObject({
            allowed: false,
            retryAfterMs: 5_000,
          });
        // Two hundred waits of 250 ms would be 50 s.
        expect(performance.now() - since).toBeLessThan(5_000);
        expect(answers.filter(({ allowed }) => allowed)).toHaveLength(5);
        if (how === 'hangs') redis.resume();
        else await redis.start();
        const shared = () => node.rates.take('guesses', `${performance.now()}`, { ...bucket, failClosed: true });
        await expect.poll(shared, { timeout: 10_000 }).toMatchObject({ allowed: true });
        // What it counted before it hung, it still knows.
        if (how === 'hangs') expect(await node.rates.take('cost', 'ana', bucket)).toMatchObject({ allowed: false });
      } finally {
        redis.resume();
        await redis.close();
      }
    },
  );
});
