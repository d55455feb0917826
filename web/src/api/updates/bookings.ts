import type { UpdatesConfig } from '@urql/exchange-graphcache';
import type { BookingEventsSubscription, BookingEventsSubscriptionVariables } from '../../generated/graphql.js';
import { appendTo } from './append-to.js';

/** What happens to a booking stands in its timeline; what comes to belong to it, in its lists. */
export const bookingUpdates: UpdatesConfig = {
  Subscription: {
    bookingEvents({ bookingEvents: event }: BookingEventsSubscription, variables: BookingEventsSubscriptionVariables, cache) {
      const booking = { __typename: 'Booking', id: variables.bookingId };
      if (event.__typename !== 'StreamReady' && event.__typename !== 'StreamReset')
        appendTo(cache, booking, 'timeline', cache.keyOfEntity(event));
      if (event.__typename === 'OrderPlaced' && event.order != null)
        appendTo(cache, booking, 'orders', cache.keyOfEntity(event.order));
      if (event.__typename === 'PaymentStatusChanged' && event.payment != null)
        appendTo(cache, booking, 'payments', cache.keyOfEntity(event.payment));
    },
  },
};
