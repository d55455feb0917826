import type { App } from '../app.js';
import { Fault } from '../errors.js';
import { Offering } from '../offerings/offering.js';
import { visibleOfferings } from '../offerings/visible.js';
import { streamOf } from '../realtime/streams.js';
import { asOf, asOfDescription } from '../schema/as-of.js';
import { builder } from '../schema/builder.js';
import { Money } from '../schema/money.js';
import { whyNotBookable } from './bookable.js';
import { freePlaces } from './free-places.js';
import { bookableFields } from './offering-fields.js';
import type { Slot } from './slot.js';
import { slotsBetween } from './slots-between.js';

interface FreeSlot extends Slot {
  readonly available: number;
  readonly bookable: boolean;
  readonly price: { readonly amount: number; readonly currency: string };
}

interface Availability {
  readonly offeringId: string;
  readonly propertyId: string;
  readonly from: string;
  readonly to: string;
  readonly units: number;
  readonly slots: readonly FreeSlot[];
}

const AvailableSlot = builder.objectRef<FreeSlot>('AvailableSlot').implement({
  description: 'A night, an appointment or a departure, and how much of it is free.',
  fields: (t) => ({
    from: t.expose('from', { type: 'SlotTime', description: 'From when: give it to `createBooking` just so.' }),
    to: t.expose('to', { type: 'SlotTime', description: 'Until when.' }),
    startsAt: t.expose('startsAt', { type: 'DateTime', description: 'The instant at which it begins.' }),
    endsAt: t.expose('endsAt', { type: 'DateTime', description: 'The instant at which it ends.' }),
    available: t.exposeInt('available', { description: 'How many units can be booked now: 0 when none can.' }),
    bookable: t.exposeBoolean('bookable', {
      description: 'Whether it lies in the booking window, and the property takes bookings.',
    }),
    price: t.expose('price', { type: Money, description: 'For one unit.' }),
  }),
});

export const AvailabilityType = builder.objectRef<Availability>('Availability').implement({
  description: 'What of an offering is free on some days.',
  fields: (t) => ({
    offering: t.prismaField({
      type: Offering,
      nullable: true,
      description: 'Which offering.',
      resolve: (query, { offeringId }, _args, { app }) =>
        app.database.prisma.offering.findUnique({ ...query, where: { id: offeringId } }),
    }),
    from: t.expose('from', { type: 'Date', description: 'The first day.' }),
    to: t.expose('to', { type: 'Date', description: 'The day after the last.' }),
    units: t.exposeInt('units', { description: 'How many units there are in all.' }),
    slots: t.expose('slots', { type: [AvailableSlot], description: 'What begins on these days, in order.' }),
    asOf: t.field({
      type: 'EventCursor',
      description: asOfDescription,
      resolve: ({ propertyId }, _args, context) => asOf(context, streamOf.property(propertyId)),
    }),
  }),
});

builder.queryField('availability', (t) =>
  t.field({
    type: AvailabilityType,
    description:
      'What of an offering is free from one day to before another, at most 400 days. `availabilityEvents` tells how it changes.',
    args: {
      offeringId: t.arg.globalID({ for: Offering, required: true, description: 'Which offering.' }),
      from: t.arg({ type: 'Date', required: true, description: 'The first day.' }),
      to: t.arg({ type: 'Date', required: true, description: 'The day after the last.' }),
    },
    resolve: async (_root, { offeringId, from, to }, context) => {
      const where = { id: offeringId.id, AND: [visibleOfferings(context.actor)] };
      const offering = await context.app.database.prisma.offering.findUnique({ where, select: { propertyId: true } });
      if (offering === null) throw new Fault('NOT_FOUND');
      await asOf(context, streamOf.property(offering.propertyId));
      return availabilityOf(context.app, offeringId.id, from, to);
    },
  }),
);

/** As it is now, whoever asks. */
export async function availabilityOf(
  app: Pick<App, 'database'>,
  offeringId: string,
  from: string,
  to: string,
): Promise<Availability> {
  const offering = await app.database.prisma.offering.findUnique({ where: { id: offeringId }, ...bookableFields });
  if (offering === null) throw new Fault('NOT_FOUND');
  const slots = slotsBetween(offering, from, to);
  const { units, free } = await freePlaces(app.database, offering, slots);
  const now = new Date();
  const price = { amount: offering.priceAmount, currency: offering.property.currency };
  return {
    offeringId,
    propertyId: offering.propertyId,
    from,
    to,
    units,
    slots: slots.map((slot, index) => {
      const bookable = whyNotBookable(offering, slot, now) === null;
      return { ...slot, price, bookable, available: bookable ? (free[index] ?? 0) : 0 };
    }),
  };
}
