import type { Context } from '../context.js';
import type { Prisma } from '../generated/prisma/client.js';
import { Offering } from '../offerings/offering.js';
import { Property } from '../properties/property.js';
import { builder } from '../schema/builder.js';
import { literally, searchText } from '../schema/search-text.js';
import { listAsOf, listAsOfField } from '../schema/stream-of-list.js';
import { Booking, BookingStatus } from './booking.js';
import { visibleBookings } from './visible.js';

const BookingFilter = builder.inputType('BookingFilter', {
  description: 'Which bookings. What is left out does not matter; what is given must all be true.',
  fields: (t) => ({
    propertyId: t.globalID({ for: Property, description: 'At this property.' }),
    offeringId: t.globalID({ for: Offering, description: 'Of this offering.' }),
    statuses: t.field({ type: [BookingStatus], description: 'In one of these states.' }),
    from: t.field({ type: 'Date', description: 'That arrive on this local day or later.' }),
    to: t.field({ type: 'Date', description: 'That arrive before this local day.' }),
    mine: t.boolean({ description: 'True: those that are my own.' }),
    search: t.string({ description: 'With this text in the code, or in the name or the address of who comes.' }),
  }),
});

const BookingOrder = builder.enumType('BookingOrder', {
  description: 'How bookings are sorted.',
  values: {
    NEWEST: { description: 'Those that were made last first.' },
    OLDEST: { description: 'Those that were made first first.' },
    ARRIVAL: { description: 'By when they begin, the earliest first.' },
    ARRIVAL_DESC: { description: 'By when they begin, the latest first.' },
  } as const,
});

type Filter = typeof BookingFilter.$inferInput;

builder.queryField('bookings', (t) =>
  t.prismaConnection(
    {
      type: Booking,
      cursor: 'id',
      description: 'The bookings that you may see: your own, and those of the properties where you work.',
      args: {
        filter: t.arg({ type: BookingFilter, description: 'Which ones.' }),
        orderBy: t.arg({ type: BookingOrder, required: true, defaultValue: 'NEWEST', description: 'In which order.' }),
      },
      totalCount: (_root, { filter }, { actor, app }) =>
        app.database.prisma.booking.count({ where: wanted(actor, filter ?? {}) }),
      resolve: async (query, _root, { filter, orderBy }, context) => {
        await listAsOf(context, filter);
        return context.app.database.prisma.booking.findMany({
          ...query,
          where: wanted(context.actor, filter ?? {}),
          orderBy: orders[orderBy],
        });
      },
    },
    {
      name: 'BookingConnection',
      fields: (c) => ({ asOf: c.field(listAsOfField) }),
    },
    { name: 'BookingEdge' },
  ),
);

function wanted(actor: Context['actor'], filter: Filter): Prisma.BookingWhereInput {
  const all: Prisma.BookingWhereInput[] = [visibleBookings(actor)];
  const { propertyId, offeringId, statuses, from, to, mine } = filter;
  if (propertyId != null) all.push({ propertyId: propertyId.id });
  if (offeringId != null) all.push({ offeringId: offeringId.id });
  if (statuses != null) all.push({ status: { in: statuses } });
  if (from != null) all.push({ arrivalOn: { gte: new Date(from) } });
  if (to != null) all.push({ arrivalOn: { lt: new Date(to) } });
  if (mine === true) all.push({ guestId: actor?.kind === 'user' ? actor.id : null });
  const search = searchText(filter.search);
  if (search) {
    const contains = literally(search);
    const insensitive = { contains, mode: 'insensitive' } as const;
    all.push({ OR: [{ code: insensitive }, { guestName: insensitive }, { guestEmail: insensitive }] });
  }
  return { AND: all };
}

// Ids grow with time, so they say which is older; and they make an order that pages can follow.
const orders: Record<'NEWEST' | 'OLDEST' | 'ARRIVAL' | 'ARRIVAL_DESC', Prisma.BookingOrderByWithRelationInput[]> = {
  NEWEST: [{ id: 'desc' }],
  OLDEST: [{ id: 'asc' }],
  ARRIVAL: [{ startsAt: 'asc' }, { id: 'asc' }],
  ARRIVAL_DESC: [{ startsAt: 'desc' }, { id: 'desc' }],
};
