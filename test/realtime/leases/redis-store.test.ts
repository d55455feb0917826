import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRedisLeaseStore } from '../../../src/realtime/leases/redis-store.js';
import { type RedisServer, redisIsInstalled, startRedis } from '../../support/redis-server.js';
import { leaseStoreConformance } from './conformance.js';

describe.runIf(redisIsInstalled())('leases of all nodes, in Redis', () => {
  let redis: RedisServer;
  const connections: Redis[] = [];
  // Subscribed again by the store, as in the app: what fails when ioredis does it by itself, nobody hears.
  const connection = () => {
    const opened = new Redis(redis.url, { maxRetriesPerRequest: 0, autoResubscribe: false });
    opened.on('error', () => {});
    connections.push(opened);
    return opened;
  };
  let suite = 0;
  const open = async (count: number) => {
    const prefix = `test-${suite++}:`;
    return Array.from({ length: count }, () =>
      createRedisLeaseStore({ commands: connection(), subscriber: connection(), prefix }),
    );
  };
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => {
    for (const opened of connections) opened.disconnect();
    await redis.close();
  });

  leaseStoreConformance(open);

  it('F7: leaves nothing in Redis once the last lease has ended', async () => {
    const [store] = await open(1);
    await store?.hold('typing:1', 'ana', 'yes', 60);
    await expect.poll(() => connection().keys(`test-${suite - 1}:*`)).toEqual([]);
  });

  it('F7: is whole again after Redis was restarted empty, by the next renewals', async () => {
    const [a, b] = await open(2);
    await a?.hold('presence:1', 'desk', 'online', 60_000);
    await redis.kill();
    await redis.start();
    await expect
      .poll(
        async () => {
          await a?.hold('presence:1', 'desk', 'online', 60_000).catch(() => {});
          return b?.read('presence:1').catch(() => []);
        },
        { timeout: 10_000 },
      )
      .toMatchObject([{ holder: 'desk', value: 'online' }]);
  });
});
