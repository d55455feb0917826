import { z } from 'zod';
import { BookingStatus } from '../generated/prisma/enums.js';
import { defineEvent } from '../realtime/event.js';
import { streamOf } from '../realtime/streams.js';

export const availabilityChanged = defineEvent({
  type: 'AvailabilityChanged',
  audited: false,
  description: 'On some days, more or less of an offering is free than before. It does not say why.',
  payload: z.object({
    propertyId: z.uuid(),
    offeringId: z.uuid(),
    /** The first day that is concerned, and the day after the last, in the zone of the property. */
    from: z.iso.date(),
    to: z.iso.date(),
  }),
  streams: ({ propertyId }) => [streamOf.property(propertyId)],
});

const aHold = { propertyId: z.uuid(), offeringId: z.uuid(), holdId: z.uuid(), userId: z.uuid().nullable() };
const ofHolder = ({ propertyId, userId }: { propertyId: string; userId: string | null }) => [
  streamOf.property(propertyId),
  ...(userId === null ? [] : [streamOf.user(userId)]),
];

export const holdPlaced = defineEvent({
  type: 'HoldPlaced',
  audited: false,
  description: 'A slot is kept for somebody who is booking it.',
  payload: z.object(aHold),
  streams: ofHolder,
});

export const holdOutcomes = ['RELEASED', 'EXPIRED', 'BOOKED'] as const;

export const holdEnded = defineEvent({
  type: 'HoldEnded',
  audited: false,
  description: 'A slot is not kept any more: it was given back, its time was up, or it was booked.',
  payload: z.object({ ...aHold, outcome: z.enum(holdOutcomes) }),
  streams: ofHolder,
});

const status = z.enum(BookingStatus);
const aBooking = {
  propertyId: z.uuid(),
  bookingId: z.uuid(),
  /** The people who hear of it, besides those who work at the property. */
  guestId: z.uuid().nullable(),
  version: z.int(),
};
/** The account of who is assigned to it: they hear of it too. */
const anAssignedBooking = { ...aBooking, providerUserId: z.uuid().nullable().default(null) };
const ofBooking = ({
  propertyId,
  bookingId,
  guestId,
  providerUserId = null,
}: {
  propertyId: string;
  bookingId: string;
  guestId: string | null;
  providerUserId?: string | null;
}) => [
  streamOf.booking(bookingId),
  streamOf.property(propertyId),
  ...[guestId, providerUserId].flatMap((id) => (id === null ? [] : [streamOf.user(id)])),
];

export const bookingCreated = defineEvent({
  type: 'BookingCreated',
  description: 'Somebody has booked.',
  payload: z.object({ ...aBooking, status }),
  streams: ofBooking,
  relayed: true,
});

export const bookingReminded = defineEvent({
  type: 'BookingReminded',
  audited: false,
  description: 'A confirmed booking begins soon: within a day.',
  payload: z.object({ ...anAssignedBooking, startsAt: z.iso.datetime() }),
  streams: ofBooking,
});

/** For the timeline alone: the guest has the notification itself. */
export const guestNotified = defineEvent({
  type: 'GuestNotified',
  audited: false,
  description: 'The guest was told of it, in the app or in another way that they want.',
  payload: z.object({ bookingId: z.uuid(), guestId: z.uuid(), notificationId: z.uuid(), text: z.string() }),
  streams: ({ bookingId }) => [streamOf.booking(bookingId)],
});

export const bookingStatusChanged = defineEvent({
  type: 'BookingStatusChanged',
  description: 'A booking was confirmed, declined, cancelled; the guest has come, has gone, or never came.',
  payload: z.object({ ...anAssignedBooking, from: status, to: status, reason: z.string().nullable() }),
  streams: ofBooking,
  relayed: true,
});

export const bookingModified = defineEvent({
  type: 'BookingModified',
  description: 'A booking is for another time, for more or fewer, or says something else.',
  payload: z.object({
    ...anAssignedBooking,
    /** The fields that changed: `from`, `to`, `quantity`, `notes` … */
    changes: z.array(z.string()),
  }),
  streams: ofBooking,
  relayed: true,
});
