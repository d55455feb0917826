import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Connection, Database } from './client.js';

/** Any number that nobody else takes for an advisory lock: ten nodes may start at once and one of them migrates. */
const migrationLock = 4_211_906;

const directory = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

export interface Migration {
  name: string;
  sql: string;
}

/**
 * Brings the database up to date and answers what was applied. Keeps Prisma's own table, so that Prisma's tools see
 * the same history. Each migration is one transaction: a failed one leaves nothing behind.
 */
export async function migrate(database: Database, migrations?: readonly Migration[]): Promise<string[]> {
  const wanted = migrations ?? (await readMigrations());
  return database.exclusively(migrationLock, async (connection) => {
    await connection.script(migrationsTable);
    const applied = await history(connection);
    refuseForeignHistory(wanted, applied);
    const missing = wanted.filter((migration) => !applied.has(migration.name));
    for (const migration of missing) await apply(connection, migration);
    return missing.map((migration) => migration.name);
  });
}

export async function readMigrations(): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => ({ name, sql: await readFile(`${directory}/${name}/migration.sql`, 'utf8') })),
  );
}

export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused';
}

const checksum = (migration: Migration) => createHash('sha256').update(migration.sql).digest('hex');

async function history(connection: Connection): Promise<Map<string, string>> {
  const rows = await connection.query<{ migration_name: string; checksum: string }>(
    'SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

function refuseForeignHistory(wanted: readonly Migration[], applied: Map<string, string>): void {
  const known = new Map(wanted.map((migration) => [migration.name, checksum(migration)]));
  for (const [name, sum] of applied) {
    if (!known.has(name))
      throw new MigrationRefused(
        `The database has the migration ${name}, which this version does not know: it was used by a newer Frontdesk. ` +
          'Start that version, or restore a backup.',
      );
    if (known.get(name) !== sum)
      throw new MigrationRefused(
        `The migration ${name} was changed after it was applied to this database. Restore its file, or start with a new database.`,
      );
  }
}

async function apply(connection: Connection, migration: Migration): Promise<void> {
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
  await connection
    .script(
      `BEGIN;\n${migration.sql}\n;INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count) ` +
        `VALUES (${quoted(randomUUID())}, ${quoted(checksum(migration))}, now(), ${quoted(migration.name)}, now(), 1);\nCOMMIT;`,
    )
    .catch(async (error: unknown) => {
      // Where the connection is gone, so is the transaction.
      await connection.script('ROLLBACK').catch(() => {});
      const reason = error instanceof Error ? error.message : String(error);
      throw new MigrationRefused(`The migration ${migration.name} failed and was rolled back: ${reason}`, {
        cause: error,
      });
    });
}

// As Prisma makes it.
const migrationsTable = `
CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
);`;
