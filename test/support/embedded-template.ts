import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/database/client.js';
import { migrate } from '../../src/database/migrate.js';
import { isStale, make, type Step } from '../../tools/stale.js';
import { makeQueueTables } from './queue-tables.js';

const empty = 'dist/.tests/empty.tar';
const migrated = 'dist/.tests/database.tar';

/** One embedded database as a dump, before and after it was migrated: each test file loads that in a third of a second. */
const dumps: Step = {
  name: 'database of the tests',
  inputs: ['src', 'prisma', 'test/support', 'package.json', 'package-lock.json'],
  outputs: [empty, migrated],
  async run() {
    const pglite = await PGlite.create({ extensions: { btree_gist } });
    const database = await openDatabase({ dataDir: null, pglite, statementTimeoutMs: 60_000, poolSize: 2 });
    // Two databases that nobody makes others from: most of the files that each test would unpack.
    for (const name of ['template0', 'template1']) {
      await pglite.query('UPDATE pg_database SET datistemplate = false, datallowconn = true WHERE datname = $1', [
        name,
      ]);
      await pglite.exec(`DROP DATABASE ${name}`);
    }
    await dump(pglite, empty);
    await migrate(database);
    await makeQueueTables(database);
    await dump(pglite, migrated);
    await database.close();
  },
};

/** Made once for all suites, as long as nothing has changed that it is made from. */
export default async function setup(project: TestProject): Promise<void> {
  if (await isStale(dumps)) await make(dumps);
  project.provide('embeddedEmpty', empty);
  project.provide('embeddedTemplate', migrated);
  project.provide('engine', 'embedded');
}

/** Whole or not at all: another run may be reading it. */
async function dump(pglite: PGlite, file: string): Promise<void> {
  const unfinished = `${file}.${randomUUID()}`;
  // Without one, each test would begin by doing again what was written since the last.
  await pglite.exec('CHECKPOINT');
  await mkdir('dist/.tests', { recursive: true });
  await writeFile(unfinished, Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer()));
  await rename(unfinished, file);
}
