import { randomUUID } from 'node:crypto';
import { lockBooking } from '../bookings/lock-booking.js';
import { setBookingStatus } from '../bookings/move-booking.js';
import type { Transaction } from '../database/transaction.js';
import { type EventActor, system } from '../realtime/event.js';
import { billOfBooking, dueOf } from './bill.js';
import type { Fact } from './gateway.js';
import { bookingOf, type LockedPayment, lockPayment } from './lock-payment.js';
import { post } from './post.js';
import { standingOf } from './standing.js';

/**
 * Writes what has become of a payment that `lockForMoney` has locked, and what follows from it in the same transaction: a
 * booking that is paid is confirmed.
 */
export async function settle(
  tx: Transaction,
  actor: EventActor,
  payment: LockedPayment,
  facts: readonly Fact[],
): Promise<LockedPayment> {
  const after = await post(tx, actor, payment, facts);
  const bookingId = bookingOf(after);
  if (bookingId === null || after.capturedAmount === payment.capturedAmount) return after;
  const booking = await lockBooking(tx, bookingId);
  if (booking.status === 'PENDING' && dueOf(await billOfBooking(tx, bookingId)) <= 0)
    await setBookingStatus(tx, system, booking, 'CONFIRMED', { reason: null });
  return after;
}

/**
 * Money that came through a gateway goes back as far as nothing is owed: what it is for was called off, or became less,
 * while the guest was paying. `step`: what it gives back is a multiple of that.
 */
export async function returnExcess(
  tx: Transaction,
  before: LockedPayment,
  after: LockedPayment,
  step: number,
): Promise<LockedPayment> {
  if (after.capturedAmount === before.capturedAmount) return after;
  const { due } = await standingOf(tx, after);
  const { capturedAmount, refundedAmount, refundPendingAmount } = after;
  const excess = Math.min(-due, capturedAmount - refundedAmount - refundPendingAmount);
  const amount = excess - (excess % step);
  if (amount <= 0) return after;
  const note = 'More than was owed when it was paid.';
  return post(tx, system, after, [{ kind: 'REFUND_REQUESTED', amount, part: randomUUID(), note }]);
}

/** The payment, locked, and its booking before it: in the order in which everybody locks the two. */
export async function lockForMoney(tx: Transaction, paymentId: string): Promise<LockedPayment> {
  await lockBookingOf(tx, paymentId);
  return lockPayment(tx, paymentId);
}

/** The booking whose bill a payment is part of, where there is one. */
export async function lockBookingOf(tx: Transaction, paymentId: string): Promise<void> {
  await tx.$executeRaw`
    SELECT 1 FROM booking WHERE id = (
      SELECT coalesce(p.booking_id, o.booking_id) FROM payment p LEFT JOIN "order" o ON o.id = p.order_id
      WHERE p.id = ${paymentId}::uuid) FOR UPDATE`;
}
