import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/database/client.js';
import { migrate } from '../../src/database/migrate.js';
import { makeQueueTables } from './queue-tables.js';

/** Migrates one embedded database and dumps it, before and after: each test file loads that in a third of a second. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const pglite = await PGlite.create({ extensions: { btree_gist } });
  const database = await openDatabase({ dataDir: null, pglite, statementTimeoutMs: 60_000, poolSize: 2 });
  const directory = await mkdtemp(join(tmpdir(), 'frontdesk-template-'));
  // Two databases that nobody makes others from: most of the files that each test would unpack.
  for (const name of ['template0', 'template1']) {
    await pglite.query('UPDATE pg_database SET datistemplate = false, datallowconn = true WHERE datname = $1', [name]);
    await pglite.exec(`DROP DATABASE ${name}`);
  }
  const dump = async (name: string) => {
    const file = join(directory, name);
    await writeFile(file, Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer()));
    return file;
  };
  project.provide('embeddedEmpty', await dump('empty.tar'));
  await migrate(database);
  await makeQueueTables(database);
  project.provide('embeddedTemplate', await dump('database.tar'));
  await database.close();
  project.provide('engine', 'embedded');
  return () => rm(directory, { recursive: true });
}
