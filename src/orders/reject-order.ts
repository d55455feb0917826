import type { Context } from '../context.js';
import { moveOrder, type OrderMove } from './move-order.js';

/** It will not be made. */
export const rejectOrder = (context: Context, input: OrderMove) =>
  moveOrder(context, input, { operation: 'rejectOrder', to: 'REJECTED' });
