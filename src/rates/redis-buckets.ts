import type { Redis } from 'ioredis';
import type { BucketStore } from './bucket.js';

// The same sum as takeFrom(), done where all nodes meet, by the clock of Redis.
const script = `
local capacity, perSecond, tokens = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local known = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local level = capacity
if known[1] then level = math.min(capacity, tonumber(known[1]) + math.max(0, now - tonumber(known[2])) / 1000 * perSecond) end
local allowed = level >= tokens
local wait = 0
if allowed then level = math.min(capacity, level - tokens)
else wait = math.max(1, math.ceil((math.min(tokens, capacity) - level) / perSecond * 1000)) end
redis.call('HSET', KEYS[1], 'tokens', tostring(level), 'at', tostring(now))
redis.call('PEXPIRE', KEYS[1], math.ceil((capacity - level) / perSecond * 1000) + 1000)
return { allowed and 1 or 0, math.max(0, math.floor(level)), wait }
`;

/** The buckets of all nodes that share a Redis. Rejects while Redis does not answer. */
export function createRedisBuckets(redis: Redis, prefix: string): BucketStore {
  return {
    async take(key, { capacity, perSecond }, tokens) {
      const answer = await redis.eval(script, 1, `${prefix}rate:${key}`, capacity, perSecond, tokens);
      const [allowed, remaining, retryAfterMs] = answer as [number, number, number];
      return { allowed: allowed === 1, remaining, retryAfterMs };
    },
  };
}
