import type { Transaction } from '../database/transaction.js';

/** Part of an erasure: what was ordered and what it cost stays; where it was brought, and what the person wrote to it, goes. */
export async function forgetOrdersOf(tx: Transaction, guestId: string): Promise<void> {
  await tx.order.updateMany({ where: { guestId }, data: { place: '', notes: '' } });
  await tx.orderLine.updateMany({ where: { order: { guestId }, notes: { not: '' } }, data: { notes: '' } });
}
