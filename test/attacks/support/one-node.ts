import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../../src/database/client.js';
import { migrate } from '../../../src/database/migrate.js';
import { freePort } from '../../support/postgresql-server.js';
import { layFiles } from './files.js';
import { build, inProduction, type Node, secrets, startNode, withoutRates } from './nodes.js';
import { outsiders } from './outsiders.js';
import { fillWorld } from './world.js';

/** One node on the embedded database, and one in production on a copy of it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  build();
  const directory = await mkdtemp(join(tmpdir(), 'frontdesk-attacks-'));
  const running: Node[] = [];
  const end = async () => {
    await Promise.all(running.map((node) => node.stop()));
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const database = await openDatabase({
      dataDir: join(directory, 'open'),
      statementTimeoutMs: 60_000,
      poolSize: 2,
    });
    await migrate(database);
    const world = await fillWorld(database);
    await layFiles(database, join(directory, 'open', 'uploads'));
    await database.close();
    await cp(join(directory, 'open'), join(directory, 'strict'), { recursive: true });
    const ports = { stripe: await freePort(), telegram: await freePort() };
    running.push(await startNode(directory, 'open', { ...outsiders(ports), ...withoutRates }));
    running.push(await startNode(directory, 'strict', { ...outsiders(ports), ...inProduction }));
    const [open, strict] = running.map(({ url }) => url);
    project.provide('target', {
      isCluster: false,
      nodes: [open ?? ''],
      strict: [strict ?? ''],
      strictRedis: null,
      strictDatabase: null,
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
