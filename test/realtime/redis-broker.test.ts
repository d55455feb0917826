import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Poke } from '../../src/realtime/broker.js';
import { createRedisBroker } from '../../src/realtime/redis-broker.js';
import { connectRedis } from '../../src/redis.js';
import { redisIsInstalled } from '../support/programs.js';
import { type RedisServer, startRedis } from '../support/redis-server.js';
import { brokerConformance } from './broker-conformance.js';

describe.skipIf(!redisIsInstalled())('the broker on Redis', () => {
  let redis: RedisServer;
  const close: Array<() => unknown> = [];
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => {
    for (const each of close) await each();
    await redis.close();
  });

  /** As the app makes it: its connections are not open yet. */
  function aBroker() {
    const log = pino({ level: 'silent' });
    const publisher = connectRedis(redis.url, log, 'commands');
    const broker = createRedisBroker({
      publisher,
      subscriber: connectRedis(redis.url, log, 'subscriber'),
      prefix: 'test:',
    });
    const heard: number[] = [];
    broker.onPoke(({ seq }) => heard.push(seq));
    close.push(
      () => broker.close(),
      () => publisher.disconnect(),
    );
    return { broker, publisher, heard };
  }
  brokerConformance(async (count) => {
    const brokers = Array.from({ length: count }, () => aBroker());
    const ready = () => brokers.every(({ broker, publisher }) => broker.reachable && publisher.status === 'ready');
    await expect.poll(ready, { timeout: 10_000 }).toBe(true);
    return brokers.map(({ broker }) => broker);
  });

  const poke = (seq: number): Poke => ({ stream: 'a', seq, events: [] });

  it('T11: carries pokes between nodes, each once, also after Redis was away', async () => {
    const [one, other] = [aBroker(), aBroker()];
    expect(one.broker.reachable).toBe(false);
    await expect.poll(() => one.broker.reachable && other.broker.reachable).toBe(true);
    one.broker.publish([poke(1)]);
    await expect.poll(() => other.heard).toEqual([1]);
    expect(one.heard).toEqual([1]);

    await redis.kill();
    await expect.poll(() => other.broker.reachable).toBe(false);
    one.broker.publish([poke(2)]);
    await redis.start();
    const back = () => [one, other].every(({ broker, publisher }) => broker.reachable && publisher.status === 'ready');
    await expect.poll(back, { timeout: 10_000 }).toBe(true);
    one.broker.publish([poke(3)]);
    await expect.poll(() => other.heard).toEqual([1, 3]);
  });

  it('T11: begins while Redis is down, and finds it when it comes', async () => {
    await redis.kill();
    const { broker, publisher, heard } = aBroker();
    expect(broker.reachable).toBe(false);
    await redis.start();
    await expect.poll(() => broker.reachable && publisher.status === 'ready', { timeout: 10_000 }).toBe(true);
    broker.publish([poke(1)]);
    await expect.poll(() => heard).toEqual([1]);
  });
});
