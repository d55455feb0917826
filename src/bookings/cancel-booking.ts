import { actorOf, type Context } from '../context.js';
import { may } from '../policy/authorize.js';
import { moveBooking, type Transition } from './move-booking.js';
import { cancellationFee } from './terms.js';

/** The terms are for guests: whoever works there cancels for nothing, and whenever it can be cancelled at all. */
export const cancelBooking = (context: Context, input: Transition) =>
  moveBooking(context, input, {
    operation: 'cancelBooking',
    to: 'CANCELLED',
    check: (booking) => {
      const inside = may(actorOf(context), 'confirmBooking', { propertyId: booking.propertyId });
      return { cancellationFeeAmount: inside ? 0 : cancellationFee(booking) };
    },
  });
