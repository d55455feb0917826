import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/database/client.js';
import { migrate } from '../../src/database/migrate.js';

/** Migrates one embedded database and dumps it: each test file loads that in a third of a second. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const pglite = await PGlite.create({ extensions: { btree_gist } });
  const database = await openDatabase({ dataDir: null, pglite, statementTimeoutMs: 60_000, poolSize: 2 });
  await migrate(database);
  const directory = await mkdtemp(join(tmpdir(), 'frontdesk-template-'));
  const file = join(directory, 'database.tar');
  await writeFile(file, Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer()));
  await database.close();
  project.provide('engine', 'embedded');
  project.provide('embeddedTemplate', file);
  return () => rm(directory, { recursive: true });
}
