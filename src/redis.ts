import { Redis } from 'ioredis';
import type { Logger } from 'pino';

/** Goes before every key and channel, so that Frontdesk can share a Redis. */
export const redisPrefix = 'frontdesk:';

/**
 * A connection that comes back by itself and never makes anybody wait: while Redis is down, commands fail at once, and
 * callers go on without it.
 */
export function connectRedis(url: string, log: Logger, name: string): Redis {
  const redis = new Redis(url, {
    connectionName: `frontdesk-${name}`,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 1_000,
    connectTimeout: 2_000,
    // Whoever subscribes does it again by themselves, and hears when that fails: nobody hears it of ioredis, and a
    // rejection that nobody hears ends the process.
    autoResubscribe: false,
    retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 5), 1_000),
  });
  // Said once for each outage, not for each attempt.
  let down = false;
  redis.on('error', (error) => {
    if (!down) log.warn({ err: { message: error.message }, connection: name }, 'Redis does not answer');
    down = true;
  });
  redis.on('ready', () => {
    if (down) log.info({ connection: name }, 'Redis answers again');
    down = false;
  });
  return redis;
}
