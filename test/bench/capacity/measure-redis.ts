import { Redis } from 'ioredis';

/** As large as a poke with the event of the bench in it. */
const message = 'x'.repeat(500);

/** CPU seconds of Redis to take a message in, and to hand it to one subscriber. */
export interface OfRedis {
  readonly publish: number;
  readonly subscriber: number;
}

/** One round: the two are told apart by how many subscribers there are. */
export async function measureRedis(url: string, messages: number): Promise<OfRedis> {
  const [few, many] = [2, 32];
  const withFew = await secondsFor(url, few, messages);
  const withMany = await secondsFor(url, many, messages);
  const subscriber = (withMany - withFew) / (many - few);
  return { publish: withFew - few * subscriber, subscriber };
}

async function secondsFor(url: string, subscribers: number, messages: number): Promise<number> {
  const publisher = new Redis(url);
  const readers = Array.from({ length: subscribers }, () => new Redis(url));
  try {
    let received = 0;
    let all = () => {};
    const done = new Promise<void>((resolve) => {
      all = resolve;
    });
    for (const reader of readers) {
      await reader.subscribe('capacity');
      reader.on('message', () => ++received === messages * subscribers && all());
    }
    const before = await usedBy(publisher);
    // One at a time, as pokes of single writes come.
    for (let sent = 0; sent < messages; sent++) await publisher.publish('capacity', message);
    await done;
    return ((await usedBy(publisher)) - before) / messages;
  } finally {
    for (const client of [publisher, ...readers]) client.disconnect();
  }
}

async function usedBy(redis: Redis): Promise<number> {
  const said = await redis.info('cpu');
  const of = (name: string) => Number(new RegExp(`${name}:([\\d.]+)`).exec(said)?.[1]);
  return of('used_cpu_sys') + of('used_cpu_user');
}
