import type { UserActor } from '../actor.js';
import type { Transaction } from '../database/transaction.js';
import { Fault, Refusal } from '../errors.js';

/**
 * Whom somebody wants to talk with, each once. Whoever has somebody's id may write to them, unless one of the two has
 * blocked the other. Throws NOT_FOUND for ids that nobody has. Answers whether each works at the property.
 */
export async function reachablePeople(
  tx: Transaction,
  me: UserActor,
  userIds: readonly string[],
  propertyId: string | null,
  field: string,
): Promise<Array<{ id: string; isStaff: boolean }>> {
  const ids = [...new Set(userIds)].filter((id) => id !== me.id);
  if (ids.length === 0) return [];
  const people = await tx.user.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      status: true,
      blocksMade: { where: { blockedId: me.id }, select: { blockedId: true } },
      blocksReceived: { where: { blockerId: me.id }, select: { blockerId: true } },
      memberships: { where: { propertyId: propertyId ?? nowhere }, select: { id: true } },
    },
  });
  if (people.length < ids.length) throw new Fault('NOT_FOUND');
  return people.map(({ id, status, blocksMade, blocksReceived, memberships }) => {
    if (status !== 'ACTIVE' || blocksMade.length > 0 || blocksReceived.length > 0)
      throw new Refusal('NOT_REACHABLE', { field });
    return { id, isStaff: memberships.length > 0 };
  });
}

const nowhere = '00000000-0000-0000-0000-000000000000';
