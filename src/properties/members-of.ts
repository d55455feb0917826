import type { Transaction } from '../database/transaction.js';
import type { PropertyRole } from '../generated/prisma/enums.js';

/** The people who work at a property, with one of these roles if some are named. */
export async function membersOf(
  tx: Transaction,
  propertyId: string,
  roles?: readonly PropertyRole[],
): Promise<string[]> {
  const members = await tx.membership.findMany({
    where: { propertyId, ...(roles !== undefined && { role: { in: [...roles] } }) },
    select: { userId: true },
    orderBy: { userId: 'asc' },
  });
  return members.map(({ userId }) => userId);
}
