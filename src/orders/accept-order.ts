import type { Context } from '../context.js';
import { moveOrder, type OrderMove } from './move-order.js';

/** It will be made. */
export const acceptOrder = (context: Context, input: OrderMove) =>
  moveOrder(context, input, { operation: 'acceptOrder', to: 'ACCEPTED' });
