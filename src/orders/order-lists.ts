import { Booking } from '../bookings/booking.js';
import type { Context } from '../context.js';
import { Fault } from '../errors.js';
import type { Prisma } from '../generated/prisma/client.js';
import { authorizeRead } from '../policy/authorize.js';
import { subjectOfGuest } from '../policy/subject-of-guest.js';
import { Property } from '../properties/property.js';
import { builder } from '../schema/builder.js';
import { listAsOf, listAsOfField } from '../schema/stream-of-list.js';
import { Order, OrderStatus } from './order.js';
import { visibleOrders } from './visible.js';

builder.queryField('order', (t) =>
  t.prismaField({
    type: Order,
    nullable: true,
    description: 'One order. NOT_FOUND when there is none, or you may not see it.',
    args: { id: t.arg.globalID({ for: Order, required: true, description: 'The global id.' }) },
    resolve: async (query, _root, { id }, { actor, app }) => {
      const where = { id: id.id, AND: [visibleOrders(actor)] };
      const found = await app.database.prisma.order.findUnique({
        where,
        select: { propertyId: true, guestId: true },
      });
      // Nobody learns by the answer whether it is there.
      authorizeRead(actor, 'order', found === null ? { ownerIds: [] } : subjectOfGuest(found));
      if (found === null) throw new Fault('NOT_FOUND');
      return app.database.prisma.order.findUnique({ ...query, where });
    },
  }),
);

const OrderFilter = builder.inputType('OrderFilter', {
  description: 'Which orders. What is left out does not matter; what is given must all be true.',
  fields: (t) => ({
    propertyId: t.globalID({ for: Property, description: 'At this property: its kitchen board.' }),
    bookingId: t.globalID({ for: Booking, description: 'To this booking.' }),
    statuses: t.field({ type: [OrderStatus], description: 'In one of these states.' }),
    mine: t.boolean({ description: 'True: those that are my own.' }),
  }),
});

type Filter = typeof OrderFilter.$inferInput;

const OrderSort = builder.enumType('OrderSort', {
  description: 'How orders are sorted.',
  values: {
    NEWEST: { description: 'Those that were placed last first.' },
    OLDEST: { description: 'Those that were placed first first, as a kitchen wants them.' },
  } as const,
});

builder.queryField('orders', (t) =>
  t.prismaConnection(
    {
      type: Order,
      cursor: 'id',
      description: 'The orders that you may see: your own, and those of the properties where you work.',
      args: {
        filter: t.arg({ type: OrderFilter, description: 'Which ones.' }),
        orderBy: t.arg({ type: OrderSort, required: true, defaultValue: 'NEWEST', description: 'In which order.' }),
      },
      totalCount: (_root, { filter }, { actor, app }) =>
        app.database.prisma.order.count({ where: wanted(actor, filter ?? {}) }),
      resolve: async (query, _root, { filter, orderBy }, context) => {
        await listAsOf(context, filter);
        return context.app.database.prisma.order.findMany({
          ...query,
          where: wanted(context.actor, filter ?? {}),
          orderBy: { id: orderBy === 'NEWEST' ? 'desc' : 'asc' },
        });
      },
    },
    {
      name: 'OrderConnection',
      fields: (c) => ({ asOf: c.field(listAsOfField) }),
    },
    { name: 'OrderEdge' },
  ),
);

function wanted(actor: Context['actor'], filter: Filter): Prisma.OrderWhereInput {
  const all: Prisma.OrderWhereInput[] = [visibleOrders(actor)];
  const { propertyId, bookingId, statuses, mine } = filter;
  if (propertyId != null) all.push({ propertyId: propertyId.id });
  if (bookingId != null) all.push({ bookingId: bookingId.id });
  if (statuses != null) all.push({ status: { in: statuses } });
  if (mine === true) all.push({ guestId: actor?.kind === 'user' ? actor.id : null });
  return { AND: all };
}
