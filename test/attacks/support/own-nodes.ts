import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../../src/database/client.js';
import { migrate } from '../../../src/database/migrate.js';
import { type Node, startNode } from './nodes.js';
import type { Tenant } from './target.js';
import { aTenant } from './tenant.js';

export interface OwnNodes<Name extends string> {
  /** What is in the database of each of them. */
  readonly tenant: Tenant;
  readonly nodes: Record<Name, Node>;
  stop(): Promise<void>;
}

/** Nodes with settings that the targets do not have, each on a copy of the same database. `change` is done to it last. */
export async function startOwnNodes<Name extends string>(
  settings: Record<Name, Record<string, string>>,
  change: (database: Database) => Promise<void> = async () => {},
): Promise<OwnNodes<Name>> {
  const directory = await mkdtemp(join(tmpdir(), 'frontdesk-own-'));
  const running: Node[] = [];
  const stop = async () => {
    await Promise.all(running.map((node) => node.stop()));
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const database = await openDatabase({
      dataDir: join(directory, 'prepared'),
      statementTimeoutMs: 60_000,
      poolSize: 2,
    });
    await migrate(database);
    const tenant = await aTenant({ database }, 'own');
    await change(database);
    await database.close();
    const nodes = {} as Record<Name, Node>;
    for (const [name, env] of Object.entries(settings) as Array<[Name, Record<string, string>]>) {
      await cp(join(directory, 'prepared'), join(directory, name), { recursive: true });
      const node = await startNode(directory, name, env);
      running.push(node);
      nodes[name] = node;
    }
    return { tenant, nodes, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
