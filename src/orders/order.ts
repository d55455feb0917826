import { Booking } from '../bookings/booking.js';
import { OrderStatus as Statuses } from '../generated/prisma/enums.js';
import { may } from '../policy/authorize.js';
import { subjectOfGuest } from '../policy/subject-of-guest.js';
import { builder } from '../schema/builder.js';
import { Money } from '../schema/money.js';
import { orderTransitions } from './states.js';
import { visibleOrders } from './visible.js';

export const OrderStatus = builder.enumType('OrderStatus', {
  description: 'How an order stands.',
  values: {
    [Statuses.PLACED]: { description: 'It waits to be accepted.' },
    [Statuses.ACCEPTED]: { description: 'It will be made.' },
    [Statuses.PREPARING]: { description: 'Somebody is at it.' },
    [Statuses.READY]: { description: 'It is ready.' },
    [Statuses.DELIVERED]: { description: 'The guest has it. It is on the bill of the booking from here on.' },
    [Statuses.CANCELLED]: { description: 'It was called off.' },
    [Statuses.REJECTED]: { description: 'It will not be made.' },
  },
});

builder.prismaObject('OrderLine', {
  description: 'So many of something, as it was called and what it cost when it was ordered.',
  fields: (t) => ({
    menuItem: t.relation('menuItem', { nullable: true, description: 'What of the menu it was.' }),
    name: t.exposeString('name', { description: 'What it was called.' }),
    quantity: t.exposeInt('quantity', { description: 'How many.' }),
    notes: t.exposeString('notes', { description: 'How they are wanted. Plain text.' }),
    price: t.field({
      type: Money,
      description: 'For one of it.',
      select: { priceAmount: true, order: { select: { currency: true } } },
      resolve: ({ priceAmount: amount, order: { currency } }) => ({ amount, currency }),
    }),
  }),
});

export const Order = builder.prismaNode('Order', {
  id: { field: 'id', description: 'The global id.' },
  description: 'What somebody has ordered: room service, extras.',
  nullable: true,
  findUnique: (id, { actor }) => ({ id, AND: [visibleOrders(actor)] }),
  fields: (t) => ({
    code: t.exposeString('code', { description: 'What is called out: `K7QM-42XD`.' }),
    status: t.expose('status', { type: OrderStatus, description: 'How it stands.' }),
    allowedTransitions: t.field({
      type: [OrderStatus],
      description: 'What can follow. Not everything by everybody: `viewerTransitions` says what you can bring about.',
      select: { status: true },
      resolve: ({ status }) => [...orderTransitions[status]],
    }),
    viewerTransitions: t.field({
      type: [OrderStatus],
      description: 'What I can make of it now, by my role.',
      select: { status: true, propertyId: true, guestId: true },
      resolve: ({ status, ...order }, _args, { actor }) =>
        orderTransitions[status].filter((to) => {
          const operation = operationTo[to];
          if (operation === undefined || !may(actor, operation, subjectOfGuest(order))) return false;
          return to !== 'CANCELLED' || status === 'PLACED' || may(actor, 'acceptOrder', subjectOfGuest(order));
        }),
    }),
    property: t.relation('property', { description: 'Where.' }),
    booking: t.relation('booking', {
      nullable: true,
      description: 'What it is charged to. Null: it is paid by itself.',
    }),
    guest: t.relation('guest', { nullable: true, description: 'Whose account it is on. Null for none.' }),
    lines: t.relation('lines', {
      description: 'What was ordered: 50 lines at most.',
      query: { orderBy: { position: 'asc' } },
    }),
    place: t.exposeString('place', { description: 'Where it is brought: a room, a table.' }),
    notes: t.exposeString('notes', { description: 'What the guest asked for. Plain text.' }),
    total: t.field({
      type: Money,
      description: 'What it costs in all.',
      select: { totalAmount: true, currency: true },
      resolve: ({ totalAmount: amount, currency }) => ({ amount, currency }),
    }),
    version: t.exposeInt('version', { description: 'Goes up with each change: for `expectedVersion`.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was placed.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
  }),
});

builder.prismaObjectField(Booking, 'orders', (t) =>
  t.relatedConnection(
    'orders',
    {
      cursor: 'id',
      totalCount: true,
      description: 'What was ordered to it, as far as you may see it, the oldest first.',
      query: (_args, { actor }) => ({ where: visibleOrders(actor), orderBy: { id: 'asc' } }),
    },
    { name: 'BookingOrderConnection' },
    { name: 'BookingOrderEdge' },
  ),
);

const operationTo = {
  PLACED: undefined,
  ACCEPTED: 'acceptOrder',
  PREPARING: 'startOrder',
  READY: 'markOrderReady',
  DELIVERED: 'deliverOrder',
  CANCELLED: 'cancelOrder',
  REJECTED: 'rejectOrder',
} as const satisfies Record<Statuses, string | undefined>;
