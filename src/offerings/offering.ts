import { OfferingMode as Modes, OfferingStatus as Statuses } from '../generated/prisma/enums.js';
import { ProviderKind } from '../providers/provider.js';
import { builder } from '../schema/builder.js';
import { Money } from '../schema/money.js';
import { visibleOfferings } from './visible.js';

export const OfferingMode = builder.enumType('OfferingMode', {
  description: 'How something is sold.',
  values: {
    [Modes.NIGHTLY]: { description: 'By the night: rooms.' },
    [Modes.TIMED]: { description: 'By appointment, with a duration: treatments, tables.' },
    [Modes.DEPARTURE]: { description: 'By the seat, at fixed times: tours, transfers.' },
  },
});

export const OfferingStatus = builder.enumType('OfferingStatus', {
  description: 'Whether it can be booked.',
  values: {
    [Statuses.ACTIVE]: { description: 'It can.' },
    [Statuses.PAUSED]: { description: 'Not for now. What is booked stays.' },
    [Statuses.ARCHIVED]: { description: 'Never again. Only those who work there still see it.' },
  },
});

export const Offering = builder.prismaNode('Offering', {
  id: { field: 'id', description: 'The global id.' },
  description: 'Something that a property sells: a type of room, a treatment, a tour.',
  nullable: true,
  findUnique: (id, { actor }) => ({ id, AND: [visibleOfferings(actor)] }),
  fields: (t) => ({
    property: t.relation('property', { description: 'Who sells it.' }),
    mode: t.expose('mode', { type: OfferingMode, description: 'How it is sold.' }),
    status: t.expose('status', { type: OfferingStatus, description: 'Whether it can be booked.' }),
    name: t.exposeString('name', { description: 'What it is called.' }),
    description: t.exposeString('description', { description: 'What it is. Plain text.' }),
    price: t.field({
      type: Money,
      description: 'For one night, one appointment or one seat.',
      select: { priceAmount: true, property: { select: { currency: true } } },
      resolve: ({ priceAmount, property }) => ({ amount: priceAmount, currency: property.currency }),
    }),
    durationMinutes: t.exposeInt('durationMinutes', {
      nullable: true,
      description: 'How long it takes. Null for nights.',
    }),
    bufferBeforeMinutes: t.exposeInt('bufferBeforeMinutes', { description: 'What is kept free before each.' }),
    bufferAfterMinutes: t.exposeInt('bufferAfterMinutes', { description: 'What is kept free after each.' }),
    opensAt: t.exposeString('opensAt', {
      nullable: true,
      description: 'Appointments: the local time at which the first may begin. Null: midnight.',
    }),
    closesAt: t.exposeString('closesAt', {
      nullable: true,
      description: 'Appointments: the local time by which the last is over. Null: midnight.',
    }),
    stepMinutes: t.exposeInt('stepMinutes', {
      nullable: true,
      description: 'Appointments: how far apart they may begin. Null: as long as one takes.',
    }),
    departureTimes: t.exposeStringList('departureTimes', { description: 'Departures: the local times.' }),
    weekdays: t.exposeIntList('weekdays', { description: 'On which days of the week: Monday is 1. Not for nights.' }),
    minNoticeMinutes: t.exposeInt('minNoticeMinutes', { description: 'Booked at least so long before it begins.' }),
    maxAdvanceDays: t.exposeInt('maxAdvanceDays', { description: 'Booked at most so many days ahead.' }),
    freeCancellationHours: t.exposeInt('freeCancellationHours', {
      description: 'Guests cancel for nothing until so many hours before it begins.',
    }),
    lateCancellationFeePercent: t.exposeInt('lateCancellationFeePercent', {
      nullable: true,
      description: 'What of the price a guest owes who cancels later than that. Null: they cannot.',
    }),
    providerKind: t.expose('providerKind', {
      type: ProviderKind,
      nullable: true,
      description: 'Appointments: whose time each of them takes, too. Null: nobody’s.',
    }),
    version: t.exposeInt('version', { description: 'Goes up with each change: for `expectedVersion`.' }),
  }),
});
