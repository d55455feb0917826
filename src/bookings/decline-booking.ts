import type { Context } from '../context.js';
import { moveBooking, type Transition } from './move-booking.js';

export const declineBooking = (context: Context, input: Transition) =>
  moveBooking(context, input, { operation: 'declineBooking', to: 'DECLINED' });
