import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRedisBuckets } from '../../src/rates/redis-buckets.js';
import { connectRedis } from '../../src/redis.js';
import { eventually } from '../support/eventually.js';
import { redisIsInstalled } from '../support/programs.js';
import { type RedisServer, startRedis } from '../support/redis-server.js';
import { bucketStoreConformance } from './conformance.js';

describe.skipIf(!redisIsInstalled())('the buckets of all nodes, in Redis', () => {
  let redis: RedisServer;
  let connection: ReturnType<typeof connectRedis>;
  let opened = 0;
  beforeAll(async () => {
    redis = await startRedis();
    connection = connectRedis(redis.url, pino({ level: 'silent' }), 'test');
    await eventually(() => expect(connection.status).toBe('ready'));
  });
  afterAll(async () => {
    connection.disconnect();
    await redis.close();
  });

  bucketStoreConformance(() => createRedisBuckets(connection, `test-${opened++}:`));

  it('D7: leaves nothing in Redis of a bucket that is full again', async () => {
    await createRedisBuckets(connection, 'short:').take('a', { capacity: 1, perSecond: 1_000 }, 1);
    expect(await connection.pttl('short:rate:a')).toBeGreaterThan(0);
    await expect.poll(() => connection.keys('short:*'), { timeout: 5_000 }).toEqual([]);
  });
});
