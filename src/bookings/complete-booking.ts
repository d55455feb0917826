import type { Context } from '../context.js';
import { moveBooking, type Transition } from './move-booking.js';

export const completeBooking = (context: Context, input: Transition) =>
  moveBooking(context, input, { operation: 'completeBooking', to: 'COMPLETED' });
