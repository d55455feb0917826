import { readFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { embeddedSchemaAdapter } from '../../prisma/embedded-schema-adapter.js';
import { sqlToSchema } from '../../prisma/schema-engine.js';
import { type Database, openDatabase } from '../../src/database/client.js';
import { type Migration, MigrationRefused, migrate, readMigrations } from '../../src/database/migrate.js';
import { newDatabase, onServer, type TestDatabase } from '../support/database.js';

const opened: Array<{ close(): Promise<void> }> = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

const options = { dataDir: null, statementTimeoutMs: 30_000, poolSize: 2 };

/** A database without anything in it, and how to ask the schema engine about it. */
async function anEmptyDatabase() {
  if (inject('engine') === 'embedded') {
    const loadDataDir = new Blob([await readFile(inject('embeddedEmpty'))]);
    const pglite = await PGlite.create({ extensions: { btree_gist }, loadDataDir });
    const database = await openDatabase({ ...options, pglite });
    opened.push(database);
    return { database, difference: () => sqlToSchema(embeddedSchemaAdapter(pglite)), again: async () => database };
  }
  const made: TestDatabase = await newDatabase('postgresql');
  const url = made.env.DATABASE_URL ?? '';
  opened.push({ close: () => made.drop() });
  await onServer(url, 'DROP SCHEMA public CASCADE', 'CREATE SCHEMA public');
  const again = async (): Promise<Database> => {
    const database = await openDatabase({ ...options, url });
    opened.push(database);
    return database;
  };
  return { database: await again(), difference: embeddedOnly, again };
}

/** The schema engine is asked where it runs without a server. */
const embeddedOnly = (): Promise<string> => Promise.reject(new Error('Ask on the embedded engine.'));

const a: Migration = { name: '1_a', sql: 'CREATE TABLE thing (id int PRIMARY KEY)' };
const b: Migration = { name: '2_b', sql: 'ALTER TABLE thing ADD COLUMN name text' };
const broken: Migration = { name: '2_broken', sql: 'CREATE TABLE half (id int); SELECT no_such_function()' };

describe('migrations', () => {
  it.runIf(inject('engine') === 'embedded')('make what schema.prisma says, no more and no less', async () => {
    const { database, difference } = await anEmptyDatabase();
    expect(await difference()).toContain('CREATE TABLE "user"');
    const names = (await readMigrations()).map(({ name }) => name);
    expect(await migrate(database)).toEqual(names);
    expect(await difference()).toBe('');
    // The control: what is there too much, and what is missing, is seen.
    await database.script('ALTER TABLE property ADD COLUMN stars int');
    expect(await difference()).toContain('DROP COLUMN "stars"');
    await database.script('ALTER TABLE property DROP COLUMN stars; DROP INDEX event_at_idx');
    expect(await difference()).toContain('event_at_idx');
  });

  it.runIf(inject('engine') === 'embedded')(
    'may hold what schema.prisma has no words for: exclusion constraints and functions',
    async () => {
      const { database, difference } = await anEmptyDatabase();
      await migrate(database);
      await database.script(`CREATE EXTENSION IF NOT EXISTS btree_gist;
      ALTER TABLE membership ADD CONSTRAINT never_twice EXCLUDE USING gist (property_id WITH =, user_id WITH =);
      CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'`);
      expect(await difference()).toBe('');
    },
  );

  it('are applied once, and leave the history that Prisma keeps', async () => {
    const { database } = await anEmptyDatabase();
    expect(await migrate(database, [a])).toEqual(['1_a']);
    expect(await migrate(database, [a, b])).toEqual(['2_b']);
    expect(await migrate(database, [a, b])).toEqual([]);
    const rows = await database.query<{ migration_name: string; applied_steps_count: number; finished: boolean }>(
      'SELECT migration_name, applied_steps_count, finished_at IS NOT NULL AS finished FROM _prisma_migrations ORDER BY 1',
    );
    expect(rows).toEqual([
      { migration_name: '1_a', applied_steps_count: 1, finished: true },
      { migration_name: '2_b', applied_steps_count: 1, finished: true },
    ]);
  });

  it('leave nothing behind when they fail, and say why', async () => {
    const { database } = await anEmptyDatabase();
    await expect(migrate(database, [a, broken])).rejects.toThrow(
      /2_broken failed and was rolled back: .*no_such_function/,
    );
    expect(
      await database.query(`SELECT to_regclass('half') AS half, to_regclass('thing') IS NOT NULL AS thing`),
    ).toEqual([{ half: null, thing: true }]);
    expect(await migrate(database, [a, b])).toEqual(['2_b']);
  });

  it('are refused when one was changed afterwards, or the database is of a newer version', async () => {
    const { database } = await anEmptyDatabase();
    await migrate(database, [a, b]);
    await expect(migrate(database, [a])).rejects.toThrow(/2_b, which this version does not know/);
    await expect(migrate(database, [a, { ...b, sql: `${b.sql};` }])).rejects.toThrow(MigrationRefused);
  });

  it('are applied by one of ten nodes that start at once', async () => {
    const { again } = await anEmptyDatabase();
    const nodes = await Promise.all(Array.from({ length: 10 }, again));
    const applied = await Promise.all(nodes.map((node) => migrate(node, [a, b])));
    expect(applied.flat().sort()).toEqual(['1_a', '2_b']);
  });
});
