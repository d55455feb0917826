import type { Actor } from '../actor.js';
import { actorOf, type Context } from '../context.js';
import type { Order } from '../generated/prisma/client.js';
import type { OrderStatus } from '../generated/prisma/enums.js';
import { callOffExcess } from '../payments/call-off-excess.js';
import { authorize, type Operation } from '../policy/authorize.js';
import { subjectOfGuest } from '../policy/subject-of-guest.js';
import { append } from '../realtime/append.js';
import { refuseOtherVersion } from '../schema/mutation.js';
import { write } from '../schema/write.js';
import { orderStatusChanged } from './events.js';
import { lockOrder } from './lock-order.js';
import { refuseOrderTransition } from './states.js';

export interface OrderMove {
  orderId: string;
  reason?: string | null | undefined;
  expectedVersion?: number | null | undefined;
}

interface Move {
  readonly operation: Operation;
  readonly to: OrderStatus;
  /** What else has to be so. Throws a refusal. */
  readonly check?: (order: Order, actor: Actor) => void;
}

/** A verb that brings an order from one state to another, and tells the guest and the kitchen. */
export function moveOrder(
  context: Context,
  { orderId, reason, expectedVersion }: OrderMove,
  { operation, to, check }: Move,
): Promise<{ orderId: string }> {
  const actor = actorOf(context);
  return write(context, async (tx) => {
    const order = await lockOrder(tx, orderId);
    authorize(actor, operation, subjectOfGuest(order));
    refuseOtherVersion(expectedVersion, order.version);
    refuseOrderTransition(order.status, to);
    check?.(order, actor);
    const { propertyId, bookingId, guestId, status: from } = order;
    const { version } = await tx.order.update({
      where: { id: orderId },
      data: { status: to, version: { increment: 1 } },
      select: { version: true },
    });
    if (to === 'CANCELLED' || to === 'REJECTED') await callOffExcess(tx, { bookingId: null, orderId });
    const about = { propertyId, orderId, bookingId, guestId, version };
    append(tx, orderStatusChanged(actor, { ...about, from, to, reason: reason || null }));
    return { orderId };
  });
}
