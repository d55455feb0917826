import type { Redis } from 'ioredis';
import type { LeaseStore } from './store.js';

// A topic is a sorted set of holders by the end of their lease, and a hash of what they hold. Both vanish by
// themselves after the last lease. Redis gives the time.
const prelude = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for _, holder in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now)) do
  redis.call('HDEL', KEYS[2], holder)
end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
`;

const hold = `${prelude}
local before = redis.call('HGET', KEYS[2], ARGV[1])
redis.call('ZADD', KEYS[1], now + ARGV[3], ARGV[1])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')[2]
redis.call('PEXPIREAT', KEYS[1], last)
redis.call('PEXPIREAT', KEYS[2], last)
if before ~= ARGV[2] then redis.call('PUBLISH', ARGV[4], ARGV[5]) end
`;

const release = `${prelude}
if redis.call('ZREM', KEYS[1], ARGV[1]) == 1 then
  redis.call('HDEL', KEYS[2], ARGV[1])
  redis.call('PUBLISH', ARGV[2], ARGV[3])
end
`;

const read = `${prelude}
local answer = {}
local held = redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
for i = 1, #held, 2 do
  answer[#answer + 1] = { held[i], redis.call('HGET', KEYS[2], held[i]), held[i + 1] - now }
end
return answer
`;

export interface RedisLeaseStoreOptions {
  /** For commands. Stays the caller's to close. */
  commands: Redis;
  /** For one subscription, whatever the number of topics. Stays the caller's to close. */
  subscriber: Redis;
  /** Goes before every key and channel. */
  prefix: string;
}

/** The leases of all nodes that share a Redis. */
export function createRedisLeaseStore({ commands, subscriber, prefix }: RedisLeaseStoreOptions): LeaseStore {
  const channel = `${prefix}leases`;
  const watchers = new Map<string, Set<() => void>>();
  // The braces keep the two keys of a topic on one node of a Redis Cluster.
  const keys = (topic: string) => [`${prefix}lease:{${topic}}`, `${prefix}lease:{${topic}}:held`];

  const onMessage = (from: string, topic: string) => {
    if (from !== channel) return;
    for (const changed of watchers.get(topic) ?? []) changed();
  };
  subscriber.on('message', onMessage);
  // With every connection anew. Until then, and when it fails, watchers read on their own clock.
  const subscribe = () => void subscriber.subscribe(channel).catch(() => {});
  subscriber.on('ready', subscribe);
  if (subscriber.status === 'ready') subscribe();

  return {
    async hold(topic, holder, value, lifetimeMs) {
      await commands.eval(hold, 2, ...keys(topic), holder, value, Math.ceil(lifetimeMs), channel, topic);
    },
    async release(topic, holder) {
      await commands.eval(release, 2, ...keys(topic), holder, channel, topic);
    },
    async read(topic) {
      const rows = (await commands.eval(read, 2, ...keys(topic))) as Array<[string, string, number]>;
      return rows
        .map(([holder, value, remainingMs]) => ({ holder, value, remainingMs }))
        .sort((a, b) => (a.holder < b.holder ? -1 : 1));
    },
    watch(topic, changed) {
      const all = watchers.get(topic) ?? new Set();
      watchers.set(topic, all.add(changed));
      return () => {
        all.delete(changed);
        if (all.size === 0) watchers.delete(topic);
      };
    },
    async close() {
      subscriber.off('message', onMessage);
      subscriber.off('ready', subscribe);
      watchers.clear();
      await subscriber.unsubscribe(channel).catch(() => {});
    },
  };
}
