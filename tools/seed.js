/** `npm run seed`: the demo data, or with `-- --super-admin EMAIL` the first super admin. */
import { runBuilt } from './run-built.js';

runBuilt('dist/seed.js', ...process.argv.slice(2));
