/** `npm run seed`: fills a new database with the demo data. One that is in use is left as it is. */
import { ConfigurationError, readConfig } from './config.js';
import { openDatabase } from './database/client.js';
import { migrate } from './database/migrate.js';
import { seedDemo } from './demo/seed-demo.js';
import { checkSurroundings } from './process/check-surroundings.js';
import { runCommand } from './process/run-command.js';

await runCommand(async () => {
  const config = readConfig(process.env);
  if (config.production)
    throw new ConfigurationError('The demo data is refused in production: its accounts have a public password.');
  await checkSurroundings({ ...config, redisUrl: undefined });
  await using database = await openDatabase({
    url: config.databaseUrl,
    dataDir: config.dataDir,
    statementTimeoutMs: 30_000,
    poolSize: 2,
  });
  await migrate(database);
  const seeded = await seedDemo(database);
  console.log(
    seeded
      ? 'The demo data is there. Sign in as anybody of it with the password “frontdesk”.'
      : 'The database is in use: nothing was added. The demo data goes into a new one, for example DATA_DIR=.frontdesk-demo.',
  );
});
