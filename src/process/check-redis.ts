import { Redis } from 'ioredis';
import { codeOf, messageOf, StartupFailure } from './startup-failure.js';

const oldest = [6, 2] as const;

/** Asks Redis whether it will do, before anything else is opened. Throws `StartupFailure`. */
export async function checkRedis(url: string): Promise<void> {
  const redis = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    connectTimeout: 5_000,
    commandTimeout: 5_000,
  });
  // `connect` says only that the connection is closed; the reason comes as an event.
  let reason: unknown;
  redis.on('error', (error) => (reason ??= error));
  try {
    await redis.connect();
    const version = /^redis_version:(\S+)/m.exec(await redis.info('server'))?.[1] ?? '';
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major < oldest[0] || (major === oldest[0] && minor < oldest[1]))
      throw new StartupFailure(
        `REDIS_URL leads to Redis ${version}, and Frontdesk needs ${oldest.join('.')} or newer: upgrade that server, or use another.`,
      );
  } catch (error) {
    if (error instanceof StartupFailure) throw error;
    throw new StartupFailure(explain(reason ?? error, url), { cause: error });
  } finally {
    redis.disconnect();
  }
}

function explain(error: unknown, url: string): string {
  const { hostname, port } = new URL(url);
  const server = `${hostname}:${port || '6379'}`;
  const alone = 'Without REDIS_URL, Frontdesk runs as a single node.';
  const message = messageOf(error);
  if (['ENOTFOUND', 'EAI_AGAIN'].includes(codeOf(error)))
    return `REDIS_URL: there is no host ${hostname}. Correct the name. ${alone}`;
  if (codeOf(error) === 'ECONNREFUSED')
    return `REDIS_URL: nothing answers at ${server}. Start Redis there, or correct the address. ${alone}`;
  if (/WRONGPASS|NOAUTH|invalid password/i.test(message))
    return `REDIS_URL: Redis at ${server} refuses the user or the password. Correct them.`;
  return `REDIS_URL: Redis at ${server} cannot be used (${message}). Correct the address, or look into that server. ${alone}`;
}
