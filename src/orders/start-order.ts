import type { Context } from '../context.js';
import { moveOrder, type OrderMove } from './move-order.js';

/** Somebody is at it. */
export const startOrder = (context: Context, input: OrderMove) =>
  moveOrder(context, input, { operation: 'startOrder', to: 'PREPARING' });
