import type { Database } from '../database/client.js';
import { isUniqueViolation, type Transaction, transact } from '../database/transaction.js';
import { Refusal } from '../errors.js';
import { append } from '../realtime/append.js';
import { system } from '../realtime/event.js';
import { accessChanged, userRoleChanged, userSignedUp } from './events.js';
import { lockUser } from './lock-user.js';
import { hashPassword } from './password.js';
import { refuseWeakPassword } from './password-rules.js';

export type MadeSuperAdmin = 'CREATED' | 'PROMOTED' | 'ALREADY';

/**
 * For whoever has the database, not for the API: `setUserRole` takes a super admin, and the first one comes from here. The
 * log tells every administrator of it, as of what the system did. Asks for a password where nobody has that address yet.
 * Throws `Refusal`: NOT_ALLOWED for an account that is not active, PASSWORD_TOO_WEAK.
 */
export async function makeSuperAdmin(
  database: Database,
  email: string,
  askPassword: () => Promise<string>,
): Promise<MadeSuperAdmin> {
  const found = await transact(database, (tx) => promote(tx, email));
  if (found !== undefined) return found;
  const password = await askPassword();
  refuseWeakPassword(password, email, 'password');
  const passwordHash = await hashPassword(password);
  try {
    await transact(database, async (tx) => {
      const { id } = await tx.user.create({
        data: { email, name: email.slice(0, email.indexOf('@')), passwordHash, settings: { create: {} } },
        select: { id: true },
      });
      append(tx, userSignedUp({ key: `user:${id}` }, { userId: id }));
      await promote(tx, email);
    });
    return 'CREATED';
  } catch (error) {
    if (isUniqueViolation(error)) throw new Refusal('EMAIL_TAKEN', { field: 'email' });
    throw error;
  }
}

/** Undefined when nobody has the address. */
async function promote(tx: Transaction, email: string): Promise<MadeSuperAdmin | undefined> {
  const found = await tx.user.findUnique({ where: { email }, select: { id: true } });
  if (found === null) return undefined;
  const { id: userId, role, status } = await lockUser(tx, found.id);
  if (status !== 'ACTIVE') throw new Refusal('NOT_ALLOWED', { field: 'email', message: 'This account is not active.' });
  if (role === 'SUPER_ADMIN') return 'ALREADY';
  await tx.user.update({ where: { id: userId }, data: { role: 'SUPER_ADMIN' } });
  append(
    tx,
    userRoleChanged(system, { userId, from: role, to: 'SUPER_ADMIN' }),
    accessChanged(system, { userId, reason: 'ROLE_CHANGED' }),
  );
  return 'PROMOTED';
}
