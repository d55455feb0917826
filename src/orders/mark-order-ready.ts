import type { Context } from '../context.js';
import { moveOrder, type OrderMove } from './move-order.js';

/** The guest hears that it is ready. */
export const markOrderReady = (context: Context, input: OrderMove) =>
  moveOrder(context, input, { operation: 'markOrderReady', to: 'READY' });
