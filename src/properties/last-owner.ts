import type { Transaction } from '../database/transaction.js';
import { Refusal } from '../errors.js';

/** Refuses what would leave the property without an owner who can act. Call it on the locked property. */
export async function refuseLastOwner(tx: Transaction, propertyId: string, leavingUserId: string): Promise<void> {
  const others = await tx.membership.count({
    where: { propertyId, role: 'OWNER', userId: { not: leavingUserId }, user: { status: 'ACTIVE' } },
  });
  if (others === 0) throw new Refusal('LAST_OWNER');
}
