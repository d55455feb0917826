import type { Transaction } from '../database/transaction.js';
import { lockProperty } from './lock-property.js';

/** The member as they are while the property is locked. Null when there is none (any more). */
export async function lockMember(tx: Transaction, memberId: string) {
  const where = { id: memberId };
  const found = await tx.membership.findUnique({ where, select: { propertyId: true } });
  if (found === null) return null;
  await lockProperty(tx, found.propertyId, { id: true });
  return tx.membership.findUnique({
    where,
    select: { propertyId: true, userId: true, role: true, version: true },
  });
}
