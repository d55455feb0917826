import type { Context } from '../context.js';
import { moveBooking, type Transition } from './move-booking.js';

export const confirmBooking = (context: Context, input: Transition) =>
  moveBooking(context, input, { operation: 'confirmBooking', to: 'CONFIRMED' });
