import { viewerFeed } from '../accounts/feeds.js';
import { Fault } from '../errors.js';
import { offeringField } from '../offerings/feeds.js';
import { Offering } from '../offerings/offering.js';
import { visibleOfferings } from '../offerings/visible.js';
import { propertyFeed, propertyField } from '../properties/feeds.js';
import { streamOf } from '../realtime/streams.js';
import { builder } from '../schema/builder.js';
import { type EventFieldBuilder, eventType } from '../schema/event.js';
import { feedField } from '../schema/feed.js';
import { platformFeed } from '../schema/platform-feed.js';
import { AvailabilityType, availabilityOf } from './availability.js';
import { availabilityFeed } from './availability-feed.js';
import { Booking, BookingStatus } from './booking.js';
import { bookingFeed } from './booking-feed.js';
import * as events from './events.js';
import { Hold } from './hold.js';
import { subjectFields, subjectOf } from './lock-booking.js';
import { visibleBookings } from './visible.js';

feedField(availabilityFeed, {
  description: 'How what is free of an offering changes, on the days from the one to before the other.',
  args: (t) => ({
    offeringId: t.globalID({ for: Offering, required: true, description: 'Which offering.' }),
    from: t({ type: 'Date', required: true, description: 'The first day.' }),
    to: t({ type: 'Date', required: true, description: 'The day after the last.' }),
  }),
  async open({ offeringId: { id }, from, to }, { actor, app }) {
    const where = { id, AND: [visibleOfferings(actor)] };
    const offering = await app.database.prisma.offering.findUnique({ where, select: { propertyId: true } });
    if (offering === null) throw new Fault('NOT_FOUND');
    const { propertyId } = offering;
    return {
      stream: streamOf.property(propertyId),
      subject: { propertyId },
      shows:
        () =>
        ({ type, payload }) => {
          const about = payload as { offeringId: string; from: string; to: string };
          if (about.offeringId !== id) return false;
          return type !== events.availabilityChanged.type || (about.from < to && about.to > from);
        },
    };
  },
});

eventType(events.availabilityChanged, [availabilityFeed, propertyFeed], (t) => ({
  property: propertyField(t),
  offering: offeringField(t),
  from: t.field({ type: 'Date', description: 'The first day.', resolve: ({ event }) => event.payload.from }),
  to: t.field({ type: 'Date', description: 'The day after the last.', resolve: ({ event }) => event.payload.to }),
  availability: t.field({
    type: AvailabilityType,
    nullable: true,
    description: 'What is free on these days now. Null when that is too much for an event: ask for it.',
    complexity: { field: 1, multiplier: 10 },
    resolve: ({ event: { payload } }, _args, { app }) =>
      availabilityOf(app, payload.offeringId, payload.from, payload.to).catch((error: unknown) => {
        if (error instanceof Fault) return null;
        throw error;
      }),
  }),
}));

feedField(bookingFeed, {
  description: 'What happens to one booking: for the guest and those who work there.',
  args: (t) => ({ bookingId: t.globalID({ for: Booking, required: true, description: 'Which booking.' }) }),
  async open({ bookingId: { id } }, { actor, app }) {
    const where = { id, AND: [visibleBookings(actor)] };
    const booking = await app.database.prisma.booking.findUnique({ where, select: subjectFields });
    if (booking === null) throw new Fault('NOT_FOUND');
    return {
      stream: streamOf.booking(id),
      subject: subjectOf(booking),
      // Whoever is assigned may be another one later.
      async subjectNow() {
        const now = await app.database.prisma.booking.findUnique({ where: { id }, select: subjectFields });
        return now === null ? null : subjectOf(now);
      },
    };
  },
});

const whereItConcerns = [bookingFeed, propertyFeed, viewerFeed];
const everywhere = [...whereItConcerns, platformFeed];

eventType(events.bookingCreated, everywhere, (t) => ({
  property: propertyField(t),
  booking: bookingField(t),
  status: t.field({
    type: BookingStatus,
    description: 'How it stood then.',
    resolve: ({ event }) => event.payload.status,
  }),
  version: versionField(t),
}));

eventType(events.bookingReminded, whereItConcerns, (t) => ({
  property: propertyField(t),
  booking: bookingField(t),
  startsAt: t.field({
    type: 'DateTime',
    description: 'When it begins.',
    resolve: ({ event }) => new Date(event.payload.startsAt),
  }),
}));

eventType(events.bookingStatusChanged, everywhere, (t) => ({
  property: propertyField(t),
  booking: bookingField(t),
  from: t.field({ type: BookingStatus, description: 'The state before.', resolve: ({ event }) => event.payload.from }),
  to: t.field({
    type: BookingStatus,
    description: 'The state from there on.',
    resolve: ({ event }) => event.payload.to,
  }),
  reason: t.string({
    nullable: true,
    description: 'Why, if somebody said so.',
    resolve: ({ event }) => event.payload.reason,
  }),
  version: versionField(t),
}));

eventType(events.bookingModified, everywhere, (t) => ({
  property: propertyField(t),
  booking: bookingField(t),
  changes: t.stringList({
    description: 'The fields that changed: `from`, `to`, `quantity`, `notes` …',
    resolve: ({ event }) => event.payload.changes,
  }),
  version: versionField(t),
}));

const HoldOutcome = builder.enumType('HoldOutcome', {
  description: 'How a hold ended.',
  values: {
    RELEASED: { description: 'It was given back.' },
    EXPIRED: { description: 'Its time was up.' },
    BOOKED: { description: 'A booking was made of it.' },
  } satisfies Record<(typeof events.holdOutcomes)[number], object>,
});

eventType(events.holdPlaced, [viewerFeed, propertyFeed], (t) => ({
  property: propertyField(t),
  offering: offeringField(t),
  hold: holdField(t),
}));

eventType(events.holdEnded, [viewerFeed, propertyFeed], (t) => ({
  property: propertyField(t),
  offering: offeringField(t),
  hold: holdField(t),
  outcome: t.field({ type: HoldOutcome, description: 'How.', resolve: ({ event }) => event.payload.outcome }),
}));

/** What stands in somebody's own stream stays there, whether or not they are assigned to the booking by then. */
export function bookingField<Payload extends { bookingId: string }>(t: EventFieldBuilder<Payload>) {
  return t.prismaField({
    type: Booking,
    nullable: true,
    description: 'The booking as it is now. Null for those who may not see it any more.',
    resolve(query, { event: { stream, payload } }, _args, { app, actor }) {
      const id = payload.bookingId;
      const where = stream.startsWith(streamOf.user('')) ? { id, AND: [visibleBookings(actor)] } : { id };
      return app.database.prisma.booking.findUnique({ ...query, where });
    },
  });
}

function versionField<Payload extends { version: number }>(t: EventFieldBuilder<Payload>) {
  return t.int({
    description: 'The version of the booking from there on.',
    resolve: ({ event }) => event.payload.version,
  });
}

function holdField<Payload extends { holdId: string }>(t: EventFieldBuilder<Payload>) {
  return t.prismaField({
    type: Hold,
    nullable: true,
    description: 'The hold as it is now.',
    resolve: (query, { event }, _args, { app }) =>
      app.database.prisma.hold.findUnique({ ...query, where: { id: event.payload.holdId } }),
  });
}
