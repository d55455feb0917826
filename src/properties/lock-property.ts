import type { Transaction } from '../database/transaction.js';
import { Fault } from '../errors.js';
import type { Prisma } from '../generated/prisma/client.js';

/**
 * Whoever changes a property, its members or its invitations takes this lock first, so that they do it one after the
 * other: the last owner stays one. Whoever makes something that belongs to it does not wait for that, nor that for them.
 * Throws NOT_FOUND.
 */
export async function lockProperty<Select extends Prisma.PropertySelect>(
  tx: Transaction,
  propertyId: string,
  select: Select,
): Promise<Prisma.PropertyGetPayload<{ select: Select }>> {
  await tx.$queryRaw`SELECT 1 FROM property WHERE id = ${propertyId}::uuid FOR NO KEY UPDATE`;
  const property = await tx.property.findUnique({ where: { id: propertyId }, select });
  if (property === null) throw new Fault('NOT_FOUND');
  return property as Prisma.PropertyGetPayload<{ select: Select }>;
}
