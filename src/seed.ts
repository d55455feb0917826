/**
 * `npm run seed` fills a new database with the demo data; one that is in use is left as it is. `-- --super-admin EMAIL`
 * makes somebody super admin instead: in production that is how there is a first one.
 */
import { parseArgs } from 'node:util';
import { makeSuperAdmin } from './accounts/make-super-admin.js';
import { ConfigurationError, readConfig } from './config.js';
import { type Database, openDatabase } from './database/client.js';
import { migrate } from './database/migrate.js';
import { seedDemo } from './demo/seed-demo.js';
import { askPassword } from './process/ask-password.js';
import { checkSurroundings } from './process/check-surroundings.js';
import { runCommand } from './process/run-command.js';
import { messageOf, StartupFailure } from './process/startup-failure.js';
import { emailAddress } from './schema/email-address.js';

await runCommand(async () => {
  const superAdmin = readArguments();
  const config = readConfig(process.env);
  if (config.production && superAdmin === undefined)
    throw new ConfigurationError('The demo data is refused in production: its accounts have a public password.');
  await checkSurroundings({ ...config, redisUrl: undefined });
  await using database = await openDatabase({
    url: config.databaseUrl,
    dataDir: config.dataDir,
    statementTimeoutMs: 30_000,
    poolSize: 2,
  });
  await migrate(database);
  console.log(superAdmin === undefined ? await seed(database) : await promote(database, superAdmin));
});

/** Who is to be super admin, if anybody. */
function readArguments(): string | undefined {
  const given = parse()['super-admin'];
  if (given === undefined) return undefined;
  const email = emailAddress.safeParse(given);
  if (!email.success) throw new StartupFailure('--super-admin takes an e-mail address, such as ana@example.com.');
  return email.data;
}

function parse() {
  try {
    return parseArgs({ options: { 'super-admin': { type: 'string' } } }).values;
  } catch (error) {
    throw new StartupFailure(`${messageOf(error)}\nIt takes --super-admin EMAIL, or nothing.`);
  }
}

async function seed(database: Database): Promise<string> {
  return (await seedDemo(database))
    ? 'The demo data is there. Sign in as anybody of it with the password “frontdesk”.'
    : 'The database is in use: nothing was added. The demo data goes into a new one, for example DATA_DIR=.frontdesk-demo.';
}

async function promote(database: Database, email: string): Promise<string> {
  const made = await makeSuperAdmin(database, email, () =>
    askPassword(`Nobody has the address ${email} yet. A password for the new account (it is not shown): `),
  );
  return {
    CREATED: `${email} has an account now, and is super admin.`,
    PROMOTED: `${email} is super admin now. They sign in with the password that they have.`,
    ALREADY: `${email} is super admin already: nothing was changed.`,
  }[made];
}
