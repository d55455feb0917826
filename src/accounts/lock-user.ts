import type { Transaction } from '../database/transaction.js';
import { Fault } from '../errors.js';
import type { User } from '../generated/prisma/client.js';

/**
 * The account as it is, and stays until the commit: whatever changes it waits. A sign-in and a change of the password
 * or the status can so not pass each other unseen. Throws NOT_FOUND.
 */
export async function lockUser(tx: Transaction, id: string): Promise<User> {
  await tx.$queryRaw`SELECT 1 FROM "user" WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  const user = await tx.user.findUnique({ where: { id } });
  if (user === null) throw new Fault('NOT_FOUND');
  return user;
}
