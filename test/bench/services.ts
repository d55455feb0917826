import { type PostgresqlServer, startPostgresql } from '../support/postgresql-server.js';
import { postgresqlPrograms, redisIsInstalled } from '../support/programs.js';
import { type RedisServer, startRedis } from '../support/redis-server.js';

/** Started for the run, where they are installed. Without them, what needs them is left out, and said to be. */
export interface Services extends AsyncDisposable {
  readonly postgresql: PostgresqlServer | null;
  readonly redis: RedisServer | null;
}

export async function startServices(): Promise<Services> {
  // It waits for the disk at each commit, as in production.
  const postgresql = postgresqlPrograms() === undefined ? null : await startPostgresql({ fsync: true });
  const redis = redisIsInstalled() ? await startRedis() : null;
  return {
    postgresql,
    redis,
    async [Symbol.asyncDispose]() {
      await redis?.close();
      await postgresql?.close();
    },
  };
}
