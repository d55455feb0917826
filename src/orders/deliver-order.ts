import type { Context } from '../context.js';
import { moveOrder, type OrderMove } from './move-order.js';

/** The guest has it: it is on the bill of the booking from here on. */
export const deliverOrder = (context: Context, input: OrderMove) =>
  moveOrder(context, input, { operation: 'deliverOrder', to: 'DELIVERED' });
