import { BookingStatus as Statuses } from '../generated/prisma/enums.js';
import { Unit } from '../offerings/unit.js';
import { may } from '../policy/authorize.js';
import { subjectOfGuest } from '../policy/subject-of-guest.js';
import { builder } from '../schema/builder.js';
import { Money } from '../schema/money.js';
import { subjectFields, subjectOf } from './lock-booking.js';
import { bookingTransitions } from './states.js';
import { visibleBookings } from './visible.js';

export const BookingStatus = builder.enumType('BookingStatus', {
  description: 'How a booking stands.',
  values: {
    [Statuses.PENDING]: { description: 'It has its slot, and waits to be confirmed, until `expiresAt`.' },
    [Statuses.CONFIRMED]: { description: 'The guest is expected.' },
    [Statuses.CHECKED_IN]: { description: 'The guest is there.' },
    [Statuses.COMPLETED]: { description: 'The guest has been there, and has gone.' },
    [Statuses.DECLINED]: { description: 'The property did not want it.' },
    [Statuses.CANCELLED]: { description: 'It was called off.' },
    [Statuses.EXPIRED]: { description: 'Nobody confirmed it in time.' },
    [Statuses.NO_SHOW]: { description: 'The guest never came.' },
  },
});

interface BookingContact {
  readonly email: string | null;
  readonly phone: string | null;
}

const Contact = builder.objectRef<BookingContact>('BookingContact').implement({
  description: 'How a guest is reached.',
  fields: (t) => ({
    email: t.expose('email', { type: 'EmailAddress', nullable: true, description: 'By mail.' }),
    phone: t.exposeString('phone', { nullable: true, description: 'By phone.' }),
  }),
});

export const Booking = builder.prismaNode('Booking', {
  id: { field: 'id', description: 'The global id.' },
  description: 'A stay, an appointment or seats, for somebody.',
  nullable: true,
  findUnique: (id, { actor }) => ({ id, AND: [visibleBookings(actor)] }),
  fields: (t) => ({
    code: t.exposeString('code', { description: 'What people say on the phone: `K7QM-42XD`.' }),
    status: t.expose('status', { type: BookingStatus, description: 'How it stands.' }),
    allowedTransitions: t.field({
      type: [BookingStatus],
      description: 'What can follow. Not everything by everybody: `viewerTransitions` says what you can bring about.',
      select: { status: true },
      resolve: ({ status }) => [...bookingTransitions[status]],
    }),
    viewerTransitions: t.field({
      type: [BookingStatus],
      description: 'What I can make of it now, by my role. Times and terms may still be in the way.',
      select: { status: true, ...subjectFields },
      resolve: ({ status, ...booking }, _args, { actor }) =>
        bookingTransitions[status].filter((to) => {
          const operation = operationTo[to];
          return operation !== undefined && may(actor, operation, subjectOf(booking));
        }),
    }),
    property: t.relation('property', { description: 'Where.' }),
    offering: t.relation('offering', { description: 'What.' }),
    guest: t.relation('guest', { nullable: true, description: 'Whose account it is on. Null for none.' }),
    provider: t.relation('provider', { nullable: true, description: 'Whose time it takes. Null: nobody’s.' }),
    guestName: t.exposeString('guestName', { description: 'Who comes.' }),
    contact: t.field({
      type: Contact,
      nullable: true,
      description: 'How they are reached: for themselves and those who work there. Null, with FORBIDDEN, for others.',
      authScopes: (booking) => ({ about: { operation: 'Booking.contact', subject: subjectOfGuest(booking) } }),
      select: { propertyId: true, guestId: true, guestEmail: true, guestPhone: true },
      resolve: ({ guestEmail, guestPhone }) => ({ email: guestEmail, phone: guestPhone }),
    }),
    from: t.expose('from', {
      type: 'SlotTime',
      description: 'From when: a day for nights, a local time for the rest.',
    }),
    to: t.expose('to', { type: 'SlotTime', description: 'Until when.' }),
    startsAt: t.expose('startsAt', { type: 'DateTime', description: 'The instant at which it begins.' }),
    endsAt: t.expose('endsAt', { type: 'DateTime', description: 'The instant at which it ends.' }),
    quantity: t.exposeInt('quantity', { description: 'How many units: rooms, seats.' }),
    partySize: t.exposeInt('partySize', { nullable: true, description: 'How many people come, if they said so.' }),
    notes: t.exposeString('notes', { description: 'What the guest asked for. Plain text.' }),
    units: t.field({
      type: [Unit],
      description: 'Which rooms or seats it has. None once it holds nothing any more.',
      select: (_args, _context, nested) => ({
        allocations: {
          where: { state: 'BOOKED', unitId: { not: null } },
          orderBy: { unit: { position: 'asc' } },
          select: { unit: nested() },
        },
      }),
      resolve: ({ allocations }) => allocations.flatMap(({ unit }) => unit ?? []),
    }),
    unitPrice: t.field({
      type: Money,
      description: 'What was agreed for one night, appointment or seat.',
      select: { unitPriceAmount: true, currency: true },
      resolve: ({ unitPriceAmount: amount, currency }) => ({ amount, currency }),
    }),
    total: t.field({
      type: Money,
      description: 'What it costs in all.',
      select: { totalAmount: true, currency: true },
      resolve: ({ totalAmount: amount, currency }) => ({ amount, currency }),
    }),
    freeCancellationUntil: t.expose('freeCancellationUntil', {
      type: 'DateTime',
      description: 'Until when the guest cancels for nothing.',
    }),
    lateCancellationFeePercent: t.exposeInt('lateCancellationFeePercent', {
      nullable: true,
      description: 'What of the price is owed for a later cancellation. Null: the guest cannot cancel any more then.',
    }),
    cancellationFee: t.field({
      type: Money,
      nullable: true,
      description: 'What is owed for the cancellation. Null while there was none.',
      select: { cancellationFeeAmount: true, currency: true },
      resolve: ({ cancellationFeeAmount: amount, currency }) => (amount === null ? null : { amount, currency }),
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'While it is PENDING: until when it waits.',
    }),
    version: t.exposeInt('version', { description: 'Goes up with each change: for `expectedVersion`.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
  }),
});

const operationTo = {
  CONFIRMED: 'confirmBooking',
  DECLINED: 'declineBooking',
  CANCELLED: 'cancelBooking',
  CHECKED_IN: 'checkInBooking',
  COMPLETED: 'completeBooking',
  NO_SHOW: 'markNoShow',
  PENDING: undefined,
  EXPIRED: undefined,
} as const satisfies Record<Statuses, string | undefined>;
