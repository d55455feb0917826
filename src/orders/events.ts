import { z } from 'zod';
import { OrderStatus } from '../generated/prisma/enums.js';
import { defineEvent } from '../realtime/event.js';
import { streamOf } from '../realtime/streams.js';

const anOrder = {
  propertyId: z.uuid(),
  orderId: z.uuid(),
  bookingId: z.uuid().nullable(),
  guestId: z.uuid().nullable(),
  version: z.int(),
};
const ofOrder = ({
  propertyId,
  bookingId,
  guestId,
}: {
  propertyId: string;
  bookingId: string | null;
  guestId: string | null;
}) => [
  streamOf.property(propertyId),
  ...(bookingId === null ? [] : [streamOf.booking(bookingId)]),
  ...(guestId === null ? [] : [streamOf.user(guestId)]),
];

export const orderPlaced = defineEvent({
  type: 'OrderPlaced',
  description: 'Somebody has ordered.',
  payload: z.object(anOrder),
  streams: ofOrder,
  relayed: true,
});

export const orderStatusChanged = defineEvent({
  type: 'OrderStatusChanged',
  description: 'An order was accepted, is being made, is ready, was delivered; or it was cancelled or rejected.',
  payload: z.object({
    ...anOrder,
    from: z.enum(OrderStatus),
    to: z.enum(OrderStatus),
    reason: z.string().nullable(),
  }),
  streams: ofOrder,
  relayed: true,
});

const aMenuItem = { propertyId: z.uuid(), menuItemId: z.uuid(), version: z.int() };

export const menuItemCreated = defineEvent({
  type: 'MenuItemCreated',
  description: 'There is something new on the menu.',
  payload: z.object(aMenuItem),
  streams: ({ propertyId }) => [streamOf.property(propertyId)],
});

export const menuItemUpdated = defineEvent({
  type: 'MenuItemUpdated',
  description: 'Something on the menu is sold out, back, off it, or costs something else.',
  payload: z.object({ ...aMenuItem, changes: z.array(z.string()) }),
  streams: ({ propertyId }) => [streamOf.property(propertyId)],
});
