import type { Context } from '../context.js';
import { Refusal } from '../errors.js';
import { may } from '../policy/authorize.js';
import { subjectOfGuest } from '../policy/subject-of-guest.js';
import { moveOrder, type OrderMove } from './move-order.js';

/** Guests until it is accepted; those who work there until it is delivered. */
export const cancelOrder = (context: Context, input: OrderMove) =>
  moveOrder(context, input, {
    operation: 'cancelOrder',
    to: 'CANCELLED',
    check: (order, actor) => {
      if (order.status !== 'PLACED' && !may(actor, 'acceptOrder', subjectOfGuest(order))) throw new Refusal('TOO_LATE');
    },
  });
