import type { Transaction } from '../database/transaction.js';
import type { BookingStatus } from '../generated/prisma/enums.js';
import { paymentStatusChanged } from '../payments/events.js';
import type { Fact } from '../payments/gateway.js';
import { lockedPayment } from '../payments/lock-payment.js';
import { post } from '../payments/post.js';
import { append } from '../realtime/append.js';
import { businesses } from './businesses/index.js';
import { demoId } from './demo-id.js';

/** What some of the guests have paid at the desk, and what was given back to those who called it off. */
export async function seedPayments(tx: Transaction): Promise<void> {
  for (const { slug, offerings } of businesses) {
    const owner = { key: `user:${demoId(`user owner@${slug}.example`)}` } as const;
    const offeringId = demoId(`offering ${slug} ${offerings[0]?.name}`);
    const bookings = await tx.booking.findMany({ where: { offeringId }, orderBy: { startsAt: 'asc' } });
    for (const [index, booking] of bookings.entries()) {
      const { id: bookingId, propertyId, guestId, currency, status, totalAmount: amount } = booking;
      const facts = paid[status]?.(amount);
      if (facts === undefined) continue;
      const paymentId = demoId(`payment ${bookingId}`);
      const method = index % 2 === 0 ? 'card' : 'cash';
      await tx.payment.create({
        data: { id: paymentId, propertyId, bookingId, guestId, gateway: 'desk', method, amount, currency },
      });
      const about = { propertyId, paymentId, bookingId, orderId: null, guestId, version: 1 };
      append(tx, paymentStatusChanged(owner, { ...about, from: null, to: 'CREATED' }));
      // One after the other, as it happened.
      for (const fact of facts) await post(tx, owner, await lockedPayment(tx, paymentId), [fact]);
    }
  }
}

const paid: Partial<Record<BookingStatus, (amount: number) => Fact[]>> = {
  COMPLETED: (amount) => [{ kind: 'CAPTURED', amount }],
  CHECKED_IN: (amount) => [{ kind: 'CAPTURED', amount }],
  CONFIRMED: () => [],
  CANCELLED: (amount) => [
    { kind: 'CAPTURED', amount },
    { kind: 'REFUND_REQUESTED', amount, part: 'demo', note: 'Called off in time' },
    { kind: 'REFUNDED', amount, part: 'demo' },
  ],
};
