import { type PubSubRedisOptions, RedisPubSub } from 'graphql-redis-subscriptions';
import type { Redis } from 'ioredis';
import type { Broker, Poke } from './broker.js';
import type { StoredEvent } from './log.js';

export interface RedisBrokerOptions {
  /** For `PUBLISH`; fails at once while Redis is down. Stays the caller's to close. */
  publisher: Redis;
  /** For this broker alone, which closes it. */
  subscriber: Redis;
  prefix: string;
}

/** Above it an event travels as a seq alone, and nodes that want it read the log. */
const largestBody = 8_192;
const pingEveryMs = 2_000;

type Wire = [stream: string, seq: number, events: Array<Omit<StoredEvent, 'at'> & { at: string }>];

/**
 * For several nodes. One channel and one subscription a node, however many feeds it has: the hubs know who listens.
 * Pokes of the same turn go out as one message.
 */
export function createRedisBroker({ publisher, subscriber, prefix }: RedisBrokerOptions): Broker {
  const channel = `${prefix}log`;
  // Its types mean the ioredis before this one, which has the same commands.
  const pubsub = new RedisPubSub({ publisher, subscriber } as unknown as PubSubRedisOptions);
  const pokeListeners: Array<(poke: Poke) => void> = [];
  const reachListeners: Array<(reachable: boolean) => void> = [];
  let reachable = false;
  let waiting: Poke[] = [];
  let open = true;

  const reach = (now: boolean) => {
    if (now === reachable || !open) return;
    reachable = now;
    for (const listener of reachListeners) listener(now);
  };
  const deliver = (message: Wire[]) => {
    for (const [stream, seq, events] of message) {
      const poke = { stream, seq, events: events.map((event) => ({ ...event, at: new Date(event.at) })) };
      for (const listener of pokeListeners) listener(poke);
    }
  };
  const flush = () => {
    const pokes = waiting;
    waiting = [];
    // Redis may take its time, or hang: nobody waits for it. What is lost, the clock of the hubs finds.
    pubsub.publish(channel, pokes.map(toWire)).catch(() => reach(false));
  };

  // Twice, because what fails also rejects a promise inside of the library, which ends the process unless somebody
  // listens to it: a second subscription to a channel that is being subscribed to does.
  const follow = () =>
    Promise.all([pubsub.subscribe(channel, deliver), pubsub.subscribe(channel, () => {})]).then(() => {
      following = true;
    });
  let following = false;
  const ready = () => {
    // The connection does not subscribe again by itself.
    const subscribed = following ? subscriber.subscribe(channel) : follow();
    subscribed.then(
      () => reach(true),
      () => reach(false),
    );
  };
  subscriber.on('ready', ready);
  if (subscriber.status === 'ready') ready();
  subscriber.on('close', () => reach(false));
  const pinging = setInterval(() => {
    subscriber.ping().then(
      () => following && reach(true),
      () => reach(false),
    );
  }, pingEveryMs);
  pinging.unref();

  return {
    get reachable() {
      return reachable;
    },
    publish(pokes) {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push(...pokes);
    },
    onPoke: (listener) => void pokeListeners.push(listener),
    onReachable: (listener) => void reachListeners.push(listener),
    async close() {
      open = false;
      clearInterval(pinging);
      subscriber.disconnect();
    },
  };
}

function toWire({ stream, seq, events }: Poke): Wire {
  const bodies = events.map((event) => ({ ...event, at: event.at.toISOString() }));
  return [stream, seq, JSON.stringify(bodies).length > largestBody ? [] : bodies];
}
