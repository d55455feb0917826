import { passwordFits } from '../accounts/password.js';
import type { Database } from '../database/client.js';
import { StartupFailure } from '../process/startup-failure.js';
import { demoPassword, demoPeople } from './accounts.js';
import { demoUserId } from './seed-demo.js';

/**
 * For production: a database that was filled with the demo has accounts whose password everybody knows. Throws
 * `StartupFailure` while one of them can sign in with it; an account that was disabled, or has another password, may stay.
 */
export async function refuseDemoAccounts({ prisma }: Pick<Database, 'prisma'>): Promise<void> {
  const accounts = await prisma.user.findMany({
    where: { id: { in: demoPeople.map(({ email }) => demoUserId(email)) }, status: 'ACTIVE' },
    select: { email: true, passwordHash: true },
    orderBy: { email: 'asc' },
  });
  // The seed gives all of them one hash, and comparing is slow on purpose.
  const hashes = new Set(accounts.map(({ passwordHash }) => passwordHash));
  const fits = new Map<string | null, boolean>();
  for (const hash of hashes) fits.set(hash, await passwordFits(hash, demoPassword));
  const open = accounts.filter(({ passwordHash }) => fits.get(passwordHash));
  if (open.length === 0) return;
  throw new StartupFailure(
    `This database holds the demo: ${open.length} of its accounts, ${open[0]?.email} among them, have the public password. ` +
      'Production refuses that: use a new database (DATABASE_URL or DATA_DIR), or disable them with `setUserStatus` before, without NODE_ENV=production.',
  );
}
