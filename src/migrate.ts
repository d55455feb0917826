/**
 * `npm run migrate` brings the database up to date; `-- --status` says what is applied and what is missing, `-- --restored`
 * tells it that it comes from a backup.
 */
import { readConfig } from './config.js';
import { openDatabase } from './database/client.js';
import { migrate, readMigrations } from './database/migrate.js';
import { checkSurroundings } from './process/check-surroundings.js';
import { runCommand } from './process/run-command.js';
import { beginEpoch } from './realtime/begin-epoch.js';

await runCommand(async () => {
  const config = readConfig(process.env);
  await checkSurroundings({ ...config, redisUrl: undefined });
  await using database = await openDatabase({
    url: config.databaseUrl,
    dataDir: config.dataDir,
    // A migration may take as long as it takes.
    statementTimeoutMs: 0,
    poolSize: 2,
  });
  if (!process.argv.includes('--status')) {
    const applied = await migrate(database);
    console.log(applied.length === 0 ? 'The database is up to date.' : `Applied:\n${lines(applied)}`);
    if (process.argv.includes('--restored'))
      console.log(`Epoch ${await beginEpoch(database)} begins: clients with a cursor of before are told to read anew.`);
    return;
  }
  const applied = await appliedMigrations(database.query);
  const missing = (await readMigrations()).map(({ name }) => name).filter((name) => !applied.includes(name));
  if (applied.length > 0) console.log(`Applied:\n${lines(applied)}`);
  console.log(missing.length === 0 ? 'The database is up to date.' : `Missing (npm run migrate):\n${lines(missing)}`);
});

function lines(names: readonly string[]): string {
  return names.map((name) => `  ${name}`).join('\n');
}

async function appliedMigrations(query: <Row extends object>(text: string) => Promise<Row[]>): Promise<string[]> {
  const [table] = await query<{ present: boolean }>(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS present`);
  if (!table?.present) return [];
  const rows = await query<{ name: string }>(
    'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY migration_name',
  );
  return rows.map(({ name }) => name);
}
