import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../../src/database/client.js';
import { migrate } from '../../../src/database/migrate.js';
import { onServer } from '../../support/database.js';
import { freePort, startPostgresql } from '../../support/postgresql-server.js';
import { startRedis } from '../../support/redis-server.js';
import { layFiles } from './files.js';
import { build, inProduction, type Node, secrets, startNode, withoutRates } from './nodes.js';
import { outsiders } from './outsiders.js';
import { fillWorld } from './world.js';

/** Two nodes on PostgreSQL and Redis, and two in production on copies of both. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  build();
  const directory = await mkdtemp(join(tmpdir(), 'frontdesk-attacks-'));
  const postgresql = await startPostgresql();
  const redis = [await startRedis(), await startRedis()] as const;
  const running: Node[] = [];
  const end = async () => {
    await Promise.all(running.map((node) => node.stop()));
    for (const server of redis) await server.close();
    await postgresql.close();
    await rm(directory, { recursive: true, force: true });
  };
  const at = (name: string) => postgresql.url.replace(/postgres$/, name);
  try {
    await onServer(postgresql.url, 'CREATE DATABASE open');
    const database = await openDatabase({
      url: at('open'),
      dataDir: null,
      statementTimeoutMs: 60_000,
      poolSize: 2,
    });
    await migrate(database);
    const world = await fillWorld(database);
    await layFiles(database, join(directory, 'open-uploads'), join(directory, 'strict-uploads'));
    await database.close();
    await onServer(postgresql.url, 'CREATE DATABASE strict TEMPLATE open');
    const ports = { stripe: await freePort(), telegram: await freePort() };
    const start = async (name: 'open' | 'strict', url: string, env: Record<string, string>) => {
      const storage = pathToFileURL(join(directory, `${name}-uploads`)).href;
      const shared = {
        ...outsiders(ports),
        STORAGE_URL: storage,
        DATABASE_URL: at(name),
        DATABASE_POOL: '8',
        REDIS_URL: url,
        ...env,
      };
      const both = await Promise.all([1, 2].map((number) => startNode(directory, `${name}-${number}`, shared)));
      running.push(...both);
      return both.map((node) => node.url);
    };
    const nodes = await start('open', redis[0].url, withoutRates);
    const strict = await start('strict', redis[1].url, inProduction);
    project.provide('target', {
      isCluster: true,
      nodes,
      strict,
      strictRedis: redis[1].url,
      strictDatabase: at('strict'),
      logs: running.map(({ pid, log }) => ({ pid, path: log })),
      secrets,
      ports,
      ...world,
    });
    return end;
  } catch (error) {
    await end();
    throw error;
  }
}
