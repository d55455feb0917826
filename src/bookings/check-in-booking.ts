import type { Context } from '../context.js';
import { Refusal } from '../errors.js';
import { dayOf } from './local-time.js';
import { moveBooking, type Transition } from './move-booking.js';

/** From the morning of the day on. */
export const checkInBooking = (context: Context, input: Transition) =>
  moveBooking(context, input, {
    operation: 'checkInBooking',
    to: 'CHECKED_IN',
    check: ({ from, offering }) => {
      if (dayOf(new Date(), offering.property.timeZone) < from.slice(0, 10))
        throw new Refusal('TOO_EARLY', { message: `They are expected on ${from.slice(0, 10)}.` });
      return {};
    },
  });
