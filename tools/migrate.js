/**
 * `npm run migrate` applies what is missing, `-- --status` says what that is, and `-- --new <name>` writes what
 * schema.prisma has and the migrations have not. In JavaScript, because it also runs in production, where the
 * development packages are not installed: what was built is run as it is there.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const args = process.argv.slice(2);
const run = (...command) => {
  process.exitCode = spawnSync(process.execPath, command, { stdio: 'inherit' }).status ?? 1;
  return process.exitCode === 0;
};
const refuse = (sentence) => {
  console.error(sentence);
  process.exitCode = 1;
};

if (existsSync('node_modules/tsx')) {
  if (args[0] === '--new') run('--import', 'tsx', 'prisma/new-migration.ts', ...args.slice(1));
  else if (run('--import', 'tsx', 'build.ts', '--stale', '--server')) run('dist/migrate.js', ...args);
} else if (args[0] === '--new')
  refuse('A migration is written with the development packages: install them with npm ci.');
else if (existsSync('dist/migrate.js')) run('dist/migrate.js', ...args);
else refuse('Frontdesk is not built here: run npm ci && npm run build, then npm prune --omit=dev.');
