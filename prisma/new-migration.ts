/** `npm run migrate -- --new <name>`: writes what schema.prisma has and the migrations have not yet. */
import { mkdir, writeFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { readMigrations } from '../src/database/migrate.js';
import { embeddedSchemaAdapter } from './embedded-schema-adapter.js';
import { sqlToSchema } from './schema-engine.js';

export async function newMigration(name: string): Promise<string | undefined> {
  const pglite = await PGlite.create({ extensions: { btree_gist } });
  for (const migration of await readMigrations()) await pglite.exec(migration.sql);
  const sql = await sqlToSchema(embeddedSchemaAdapter(pglite));
  await pglite.close();
  if (sql === '') return undefined;
  const stamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const directory = new URL(`./migrations/${stamp}_${name}/`, import.meta.url);
  await mkdir(directory, { recursive: true });
  await writeFile(new URL('migration.sql', directory), `${sql}\n`);
  return `prisma/migrations/${stamp}_${name}/migration.sql`;
}

const name = process.argv[2];
if (name === undefined || !/^[a-z0-9_]+$/.test(name)) {
  console.error('Give the migration a name of lower-case letters, digits and underscores.');
  process.exitCode = 1;
} else {
  console.log((await newMigration(name)) ?? 'Nothing to do: the migrations already make what schema.prisma says.');
}
