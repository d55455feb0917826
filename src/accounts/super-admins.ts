import type { Transaction } from '../database/transaction.js';
import { Refusal } from '../errors.js';

/** Throws LAST_SUPER_ADMIN. The others are locked, so that two of them cannot take each other's place at once. */
export async function refuseLastSuperAdmin(tx: Transaction, leavingId: string): Promise<void> {
  const all = await tx.$queryRaw<Array<{ id: string }>>`
    SELECT id FROM "user" WHERE role = 'SUPER_ADMIN' AND status = 'ACTIVE' ORDER BY id FOR NO KEY UPDATE`;
  if (!all.some(({ id }) => id !== leavingId)) throw new Refusal('LAST_SUPER_ADMIN');
}
