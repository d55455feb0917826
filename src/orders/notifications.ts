import type { OrderStatus } from '../generated/prisma/enums.js';
import { defineRule } from '../notifications/rule.js';
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
      if (guestId === null || !isToldToGuest(to)) return;
      const { code } = await tx.order.findUniqueOrThrow({ where: { id: orderId }, select: { code: true } });
      say({ ...about(orderId, propertyId, code), to: [guestId], ...toGuest[to] });
    },
  }),
];
