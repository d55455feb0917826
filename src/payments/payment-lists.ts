import { Booking } from '../bookings/booking.js';
import type { Context } from '../context.js';
import { Fault } from '../errors.js';
import type { Prisma } from '../generated/prisma/client.js';
import { Order } from '../orders/order.js';
import { authorizeRead } from '../policy/authorize.js';
import { subjectOfGuest } from '../policy/subject-of-guest.js';
import { Property } from '../properties/property.js';
import { builder } from '../schema/builder.js';
import { listAsOf, listAsOfField } from '../schema/stream-of-list.js';
import { Payment, PaymentStatus } from './payment.js';
import { visiblePayments } from './visible.js';

builder.queryField('payment', (t) =>
  t.prismaField({
    type: Payment,
    nullable: true,
    description: 'One payment. NOT_FOUND when there is none, or you may not see it.',
    args: { id: t.arg.globalID({ for: Payment, required: true, description: 'The global id.' }) },
    resolve: async (query, _root, { id }, { actor, app }) => {
      const where = { id: id.id, AND: [visiblePayments(actor)] };
      const found = await app.database.prisma.payment.findUnique({
        where,
        select: { propertyId: true, guestId: true },
      });
      // Nobody learns by the answer whether it is there.
      authorizeRead(actor, 'payment', found === null ? { ownerIds: [] } : subjectOfGuest(found));
      if (found === null) throw new Fault('NOT_FOUND');
      return app.database.prisma.payment.findUnique({ ...query, where });
    },
  }),
);

const PaymentFilter = builder.inputType('PaymentFilter', {
  description: 'Which payments. What is left out does not matter; what is given must all be true.',
  fields: (t) => ({
    propertyId: t.globalID({ for: Property, description: 'To this property.' }),
    bookingId: t.globalID({ for: Booking, description: 'For this booking.' }),
    orderId: t.globalID({ for: Order, description: 'For this order.' }),
    statuses: t.field({ type: [PaymentStatus], description: 'In one of these states.' }),
    gateways: t.stringList({ description: 'By one of these gateways.' }),
    mine: t.boolean({ description: 'True: those that are my own.' }),
  }),
});

type Filter = typeof PaymentFilter.$inferInput;

builder.queryField('payments', (t) =>
  t.prismaConnection(
    {
      type: Payment,
      cursor: 'id',
      description:
        'The payments that you may see, the newest first: your own, and those of the properties whose money you may see.',
      args: { filter: t.arg({ type: PaymentFilter, description: 'Which ones.' }) },
      totalCount: (_root, { filter }, { actor, app }) =>
        app.database.prisma.payment.count({ where: wanted(actor, filter ?? {}) }),
      resolve: async (query, _root, { filter }, context) => {
        await listAsOf(context, filter);
        return context.app.database.prisma.payment.findMany({
          ...query,
          where: wanted(context.actor, filter ?? {}),
          orderBy: { id: 'desc' },
        });
      },
    },
    {
      name: 'PaymentConnection',
      fields: (c) => ({ asOf: c.field(listAsOfField) }),
    },
    { name: 'PaymentEdge' },
  ),
);

function wanted(actor: Context['actor'], filter: Filter): Prisma.PaymentWhereInput {
  const all: Prisma.PaymentWhereInput[] = [visiblePayments(actor)];
  const { propertyId, bookingId, orderId, statuses, gateways, mine } = filter;
  if (propertyId != null) all.push({ propertyId: propertyId.id });
  if (bookingId != null) all.push({ OR: [{ bookingId: bookingId.id }, { order: { bookingId: bookingId.id } }] });
  if (orderId != null) all.push({ orderId: orderId.id });
  if (statuses != null) all.push({ status: { in: statuses } });
  if (gateways != null) all.push({ gateway: { in: gateways } });
  if (mine === true) all.push({ guestId: actor?.kind === 'user' ? actor.id : null });
  return { AND: all };
}

builder.prismaObjectField(Booking, 'payments', (t) =>
  t.relatedConnection(
    'payments',
    {
      cursor: 'id',
      nullable: true,
      totalCount: true,
      description:
        'What was paid, or is to be, for the booking by itself. Null, with FORBIDDEN, for those who may not see the money.',
      authScopes: (booking) => ({ about: { operation: 'Booking.payments', subject: subjectOfGuest(booking) } }),
      query: { orderBy: { id: 'asc' } },
    },
    { name: 'BookingPaymentConnection' },
    { name: 'BookingPaymentEdge' },
  ),
);

builder.prismaObjectField(Order, 'payments', (t) =>
  t.relatedConnection(
    'payments',
    {
      cursor: 'id',
      nullable: true,
      totalCount: true,
      description:
        'What was paid, or is to be, for the order by itself. Null, with FORBIDDEN, for those who may not see the money.',
      authScopes: (order) => ({ about: { operation: 'Order.payments', subject: subjectOfGuest(order) } }),
      query: { orderBy: { id: 'asc' } },
    },
    { name: 'OrderPaymentConnection' },
    { name: 'OrderPaymentEdge' },
  ),
);

builder.prismaObjectField(Payment, 'order', (t) =>
  t.relation('order', { nullable: true, description: 'What for. Null: for a booking.' }),
);
