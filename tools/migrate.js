/**
 * `npm run migrate` applies what is missing, `-- --status` says what that is, and `-- --new <name>` writes what
 * schema.prisma has and the migrations have not.
 */
import { canBuild, refuse, run, runBuilt } from './run-built.js';

const args = process.argv.slice(2);

if (args[0] !== '--new') runBuilt('dist/migrate.js', ...args);
else if (canBuild()) run('--import', 'tsx', 'prisma/new-migration.ts', ...args.slice(1));
else refuse('A migration is written with the development packages: install them with npm ci.');
