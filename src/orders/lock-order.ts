import type { Transaction } from '../database/transaction.js';
import { Fault } from '../errors.js';
import type { Order } from '../generated/prisma/client.js';

/** Whoever changes an order takes this lock first. Throws NOT_FOUND. */
export async function lockOrder(tx: Transaction, orderId: string): Promise<Order> {
  await tx.$executeRaw`SELECT 1 FROM "order" WHERE id = ${orderId}::uuid FOR UPDATE`;
  const order = await tx.order.findUnique({ where: { id: orderId } });
  if (order === null) throw new Fault('NOT_FOUND');
  return order;
}
