import { viewerFeed } from '../accounts/feeds.js';
import { Booking } from '../bookings/booking.js';
import { bookingFeed } from '../bookings/booking-feed.js';
import { propertyFeed, propertyField } from '../properties/feeds.js';
import { type EventFieldBuilder, eventType } from '../schema/event.js';
import { platformFeed } from '../schema/platform-feed.js';
import * as events from './events.js';
import { Payment, PaymentStatus } from './payment.js';

const everywhere = [bookingFeed, propertyFeed, viewerFeed, platformFeed];
/** Others read these feeds, too. */
const whoSeesMoney = { sees: 'payment' } as const;

eventType(
  events.paymentStatusChanged,
  everywhere,
  (t) => ({
    ...aboutPayment(t),
    from: t.field({
      type: PaymentStatus,
      nullable: true,
      description: 'The state before. Null: it was made out just now.',
      resolve: ({ event }) => event.payload.from,
    }),
    to: t.field({
      type: PaymentStatus,
      description: 'The state from there on.',
      resolve: ({ event }) => event.payload.to,
    }),
  }),
  whoSeesMoney,
);

eventType(events.paymentUpdated, everywhere, (t) => aboutPayment(t), whoSeesMoney);

interface AboutPayment {
  propertyId: string;
  paymentId: string;
  bookingId: string | null;
  version: number;
}

function aboutPayment<Payload extends AboutPayment>(t: EventFieldBuilder<Payload>) {
  return {
    property: propertyField(t),
    payment: t.prismaField({
      type: Payment,
      nullable: true,
      description: 'The payment as it is now.',
      resolve: (query, { event }, _args, { app }) =>
        app.database.prisma.payment.findUnique({ ...query, where: { id: event.payload.paymentId } }),
    }),
    booking: t.prismaField({
      type: Booking,
      nullable: true,
      description: 'The booking that it is for, or that its order is charged to. Null: none.',
      resolve: (query, { event: { payload } }, _args, { app }) =>
        payload.bookingId === null
          ? null
          : app.database.prisma.booking.findUnique({ ...query, where: { id: payload.bookingId } }),
    }),
    version: t.int({
      description: 'The version of the payment from there on.',
      resolve: ({ event }) => event.payload.version,
    }),
  };
}
