import type { Transaction } from '../database/transaction.js';
import type { OrderStatus } from '../generated/prisma/enums.js';
import { defineRule } from '../notifications/rule.js';
import { billOfOrder, dueOf } from '../payments/bill.js';
import { membersOf } from '../properties/members-of.js';
import { orderPlaced, orderStatusChanged } from './events.js';

const toGuest = {
  READY: { text: 'order.ready', priority: 'HIGH' },
  REJECTED: { text: 'order.rejected', priority: 'HIGH' },
  CANCELLED: { text: 'order.cancelled', priority: 'MEDIUM' },
} as const satisfies Partial<Record<OrderStatus, object>>;

const isToldToGuest = (status: OrderStatus): status is keyof typeof toGuest => status in toGuest;

const about = (orderId: string, propertyId: string, code: string) =>
  ({ type: 'ORDER', subject: { type: 'Order', id: orderId }, propertyId, values: { code } }) as const;

/** The last payment that has money for an order of which nothing comes any more. Null: nobody has paid for it. */
async function paidBy(tx: Transaction, orderId: string): Promise<string | null> {
  if (dueOf(await billOfOrder(tx, orderId)) >= 0) return null;
  const payment = await tx.payment.findFirst({
    where: { orderId, capturedAmount: { gt: 0 } },
    orderBy: { id: 'desc' },
    select: { id: true },
  });
  return payment?.id ?? null;
}

export const orderRules = [
  defineRule(orderPlaced, {
    async run(tx, { payload: { orderId, propertyId } }, say) {
      const { code } = await tx.order.findUniqueOrThrow({ where: { id: orderId }, select: { code: true } });
      const to = await membersOf(tx, propertyId);
      say({ ...about(orderId, propertyId, code), to, priority: 'MEDIUM', text: 'order.placed' });
    },
  }),
  defineRule(orderStatusChanged, {
    async run(tx, { payload: { orderId, propertyId, guestId, to } }, say) {
      if (!isToldToGuest(to)) return;
      const { code } = await tx.order.findUniqueOrThrow({ where: { id: orderId }, select: { code: true } });
      const paid = to === 'READY' ? null : await paidBy(tx, orderId);
      if (paid !== null) {
        const owners = await membersOf(tx, propertyId, ['OWNER']);
        const subject = { type: 'Payment', id: paid };
        say({
          to: owners,
          type: 'PAYMENT',
          priority: 'HIGH',
          subject,
          propertyId,
          text: 'order.refundDue',
          values: { code },
        });
      }
      if (guestId === null) return;
      say({ ...about(orderId, propertyId, code), to: [guestId], ...toGuest[to] });
    },
  }),
];
