/**
 * `npm run migrate` applies what is missing, `-- --status` says what that is, and `-- --new <name>` writes what
 * schema.prisma has and the migrations have not. In production, without the development packages: node dist/migrate.js
 */
import { execFileSync } from 'node:child_process';

const args = process.argv.slice(2);
const run = (...command: string[]) => {
  try {
    execFileSync(process.execPath, command, { stdio: 'inherit' });
  } catch {
    // It has said why.
    process.exitCode = 1;
  }
};

if (args[0] === '--new') run('--import', 'tsx', 'prisma/new-migration.ts', ...args.slice(1));
else {
  run('--import', 'tsx', 'build.ts', '--stale', '--server');
  if (process.exitCode === undefined) run('dist/migrate.js', ...args);
}
