import { viewerFeed } from '../accounts/feeds.js';
import { Booking } from '../bookings/booking.js';
import { bookingFeed } from '../bookings/booking-feed.js';
import { propertyFeed, propertyField } from '../properties/feeds.js';
import { type EventFieldBuilder, eventType } from '../schema/event.js';
import { platformFeed } from '../schema/platform-feed.js';
import * as events from './events.js';
import { MenuItem } from './menu-item.js';
import { Order, OrderStatus } from './order.js';

const everywhere = [bookingFeed, propertyFeed, viewerFeed, platformFeed];
/** Whoever is assigned to a booking reads its feed, too: what its guest eats is not for them. */
const whoSeesOrders = { sees: 'order' } as const;

eventType(events.orderPlaced, everywhere, (t) => aboutOrder(t), whoSeesOrders);

eventType(
  events.orderStatusChanged,
  everywhere,
  (t) => ({
    ...aboutOrder(t),
    from: t.field({ type: OrderStatus, description: 'The state before.', resolve: ({ event }) => event.payload.from }),
    to: t.field({
      type: OrderStatus,
      description: 'The state from there on.',
      resolve: ({ event }) => event.payload.to,
    }),
    reason: t.string({
      nullable: true,
      description: 'Why, if somebody said so.',
      resolve: ({ event }) => event.payload.reason,
    }),
  }),
  whoSeesOrders,
);

interface AboutOrder {
  propertyId: string;
  orderId: string;
  bookingId: string | null;
  version: number;
}

function aboutOrder<Payload extends AboutOrder>(t: EventFieldBuilder<Payload>) {
  return {
    property: propertyField(t),
    order: t.prismaField({
      type: Order,
      nullable: true,
      description: 'The order as it is now.',
      resolve: (query, { event }, _args, { app }) =>
        app.database.prisma.order.findUnique({ ...query, where: { id: event.payload.orderId } }),
    }),
    booking: t.prismaField({
      type: Booking,
      nullable: true,
      description: 'What it is charged to. Null: it is paid by itself.',
      resolve: (query, { event: { payload } }, _args, { app }) =>
        payload.bookingId === null
          ? null
          : app.database.prisma.booking.findUnique({ ...query, where: { id: payload.bookingId } }),
    }),
    version: t.int({
      description: 'The version of the order from there on.',
      resolve: ({ event }) => event.payload.version,
    }),
  };
}

eventType(events.menuItemCreated, [propertyFeed], (t) => ({
  property: propertyField(t),
  menuItem: menuItemField(t),
}));

eventType(events.menuItemUpdated, [propertyFeed], (t) => ({
  property: propertyField(t),
  menuItem: menuItemField(t),
  changes: t.stringList({
    description: 'The fields that changed, as `updateMenuItem` calls them.',
    resolve: ({ event }) => event.payload.changes,
  }),
}));

function menuItemField<Payload extends { menuItemId: string }>(t: EventFieldBuilder<Payload>) {
  return t.prismaField({
    type: MenuItem,
    nullable: true,
    description: 'What it is about, as it is now.',
    resolve: (query, { event }, _args, { app }) =>
      app.database.prisma.menuItem.findUnique({ ...query, where: { id: event.payload.menuItemId } }),
  });
}
