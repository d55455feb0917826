import type { Context } from '../context.js';
import { Refusal } from '../errors.js';
import { moveBooking, type Transition } from './move-booking.js';

/** Once they should have been there. */
export const markNoShow = (context: Context, input: Transition) =>
  moveBooking(context, input, {
    operation: 'markNoShow',
    to: 'NO_SHOW',
    check: ({ startsAt }) => {
      if (startsAt > new Date()) throw new Refusal('TOO_EARLY', { message: 'They may still come.' });
      return {};
    },
  });
