import { z } from 'zod';
import { keyOf } from '../actor.js';
import { ProviderStatus } from '../generated/prisma/enums.js';
import { defineEvent } from '../realtime/event.js';
import { streamOf } from '../realtime/streams.js';

const status = z.enum(ProviderStatus);
const aProvider = { propertyId: z.uuid(), providerId: z.uuid(), userId: z.uuid().nullable() };
const ofProvider = ({ propertyId, userId }: { propertyId: string; userId: string | null }) => [
  streamOf.property(propertyId),
  ...(userId === null ? [] : [streamOf.user(userId)]),
];

export const providerCreated = defineEvent({
  type: 'ProviderCreated',
  description: 'There is one more guide, driver or stylist.',
  payload: z.object(aProvider),
  streams: ofProvider,
  relayed: true,
});

export const providerStatusChanged = defineEvent({
  type: 'ProviderStatusChanged',
  description: 'Somebody is busy, away, off duty, or there again.',
  payload: z.object({
    ...aProvider,
    from: status,
    to: status,
    reason: z.string().nullable(),
    until: z.iso.datetime().nullable(),
    version: z.int(),
  }),
  streams: ofProvider,
  relayed: true,
});

const person = z.uuid().nullable();

export const bookingProviderChanged = defineEvent({
  type: 'BookingProviderChanged',
  description: 'Somebody else, or nobody, is assigned to a booking.',
  payload: z.object({
    propertyId: z.uuid(),
    bookingId: z.uuid(),
    guestId: person,
    providerId: person,
    previousProviderId: person,
    /** The accounts of the two. */
    userId: person,
    previousUserId: person,
    version: z.int(),
  }),
  streams: ({ propertyId, bookingId, guestId, userId, previousUserId }) => [
    streamOf.booking(bookingId),
    streamOf.property(propertyId),
    ...[guestId, userId, previousUserId].flatMap((id) => (id === null ? [] : [streamOf.user(id)])),
  ],
  relayed: true,
  changesRightsOf: ({ previousUserId }) => (previousUserId === null ? [] : [keyOf.user(previousUserId)]),
});
