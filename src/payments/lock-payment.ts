import type { Transaction } from '../database/transaction.js';
import { Fault } from '../errors.js';
import type { Prisma } from '../generated/prisma/client.js';

const lockedFields = { include: { order: { select: { bookingId: true } } } } as const satisfies Pick<
  Prisma.PaymentFindUniqueArgs,
  'include'
>;

export type LockedPayment = Prisma.PaymentGetPayload<typeof lockedFields>;

/** Whoever changes a payment takes this lock first; that of its booking before it, who needs both. Throws NOT_FOUND. */
export async function lockPayment(tx: Transaction, paymentId: string): Promise<LockedPayment> {
  await tx.$executeRaw`SELECT 1 FROM payment WHERE id = ${paymentId}::uuid FOR UPDATE`;
  return lockedPayment(tx, paymentId);
}

/** As it is now, to who has the lock. */
export async function lockedPayment(tx: Transaction, paymentId: string): Promise<LockedPayment> {
  const payment = await tx.payment.findUnique({ where: { id: paymentId }, ...lockedFields });
  if (payment === null) throw new Fault('NOT_FOUND');
  return payment;
}

/** The booking whose bill it is part of. */
export const bookingOf = ({ bookingId, order }: LockedPayment): string | null => bookingId ?? order?.bookingId ?? null;
