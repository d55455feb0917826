import { Refusal } from '../errors.js';
import type { OrderStatus } from '../generated/prisma/enums.js';

/** What can follow on what. */
export const orderTransitions: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  PLACED: ['ACCEPTED', 'REJECTED', 'CANCELLED'],
  ACCEPTED: ['PREPARING', 'CANCELLED'],
  PREPARING: ['READY', 'CANCELLED'],
  READY: ['DELIVERED', 'CANCELLED'],
  DELIVERED: [],
  CANCELLED: [],
  REJECTED: [],
};

export function refuseOrderTransition(from: OrderStatus, to: OrderStatus): void {
  const allowed = orderTransitions[from];
  if (!allowed.includes(to)) throw new Refusal('INVALID_TRANSITION', { from, allowed });
}
