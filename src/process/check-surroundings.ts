import type { Config } from '../config.js';
import { checkDataDirectory } from './check-data-directory.js';
import { checkDatabase } from './check-database.js';
import { checkRedis } from './check-redis.js';

/** What the process needs around it: said now in one sentence, rather than by whatever fails first. */
export async function checkSurroundings(config: Pick<Config, 'databaseUrl' | 'redisUrl' | 'dataDir'>): Promise<void> {
  await Promise.all([
    config.databaseUrl === undefined ? checkDataDirectory(config.dataDir) : checkDatabase(config.databaseUrl),
    config.redisUrl === undefined ? undefined : checkRedis(config.redisUrl),
  ]);
}
