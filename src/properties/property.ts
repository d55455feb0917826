import { PropertyKind as Kinds, PropertyRole as Roles, PropertyStatus as Statuses } from '../generated/prisma/enums.js';
import { builder } from '../schema/builder.js';
import { propertyTransitions } from './states.js';
import { visibleProperties } from './visible.js';

export const PropertyKind = builder.enumType('PropertyKind', {
  description: 'What kind of business it is.',
  values: {
    [Kinds.HOTEL]: { description: 'A hotel: rooms by the night.' },
    [Kinds.HOMESTAY]: { description: 'A homestay or guest house.' },
    [Kinds.SALON]: { description: 'A salon: appointments with people.' },
    [Kinds.TOUR_OPERATOR]: { description: 'A tour operator: departures with seats, guides and drivers.' },
    [Kinds.TRAVEL_AGENCY]: { description: 'A travel agency: trips put together for its customers.' },
  },
});

export const PropertyStatus = builder.enumType('PropertyStatus', {
  description: 'Whether it is open for business.',
  values: {
    [Statuses.ACTIVE]: { description: 'Open: it takes bookings.' },
    [Statuses.PAUSED]: { description: 'It takes no new bookings for now; those that it has stay.' },
    [Statuses.MAINTENANCE]: { description: 'Closed for works.' },
    [Statuses.ARCHIVED]: { description: 'Gone for good. Only its members and admins still see it.' },
  },
});

export const PropertyRole = builder.enumType('PropertyRole', {
  description: 'What somebody is at one property.',
  values: {
    [Roles.OWNER]: { description: 'Everything, the members and their roles included. There is always one.' },
    [Roles.MANAGER]: { description: 'Runs it, and invites and removes staff.' },
    [Roles.STAFF]: { description: 'Works at the desk.' },
  },
});

const PropertySettings = builder.prismaObject('PropertySettings', {
  description: 'How a property works, for those who work there.',
  fields: (t) => ({
    checkInTime: t.exposeString('checkInTime', { description: 'From when guests come in, local time: `15:00`.' }),
    checkOutTime: t.exposeString('checkOutTime', { description: 'Until when guests leave, local time: `11:00`.' }),
    holdMinutes: t.exposeInt('holdMinutes', { description: 'How long a slot is held for somebody who is booking it.' }),
    pendingHours: t.exposeInt('pendingHours', { description: 'How long a booking waits for its confirmation.' }),
    autoConfirm: t.exposeBoolean('autoConfirm', {
      description: 'Whether bookings are confirmed without anybody’s doing.',
    }),
    payMinutes: t.exposeInt('payMinutes', {
      nullable: true,
      description:
        'How long a guest’s booking keeps its slot without being paid; payment confirms it. Null: it need not be paid ahead.',
    }),
    awayMessage: t.exposeString('awayMessage', {
      nullable: true,
      description: 'What guests are answered while nobody is there.',
    }),
    locale: t.exposeString('locale', { description: 'The language that it writes to guests in.' }),
  }),
});

export const Property = builder.prismaNode('Property', {
  id: { field: 'id', description: 'The global id.' },
  description: 'A hotel, homestay, salon, tour operator or travel agency.',
  nullable: true,
  findUnique: (id, { actor }) => ({ id, AND: [visibleProperties(actor)] }),
  fields: (t) => ({
    slug: t.exposeString('slug', { description: 'Its name in addresses: `riverside-hotel`.' }),
    name: t.exposeString('name', { description: 'What it is called.' }),
    kind: t.expose('kind', { type: PropertyKind, description: 'What kind of business it is.' }),
    status: t.expose('status', { type: PropertyStatus, description: 'Whether it is open for business.' }),
    allowedTransitions: t.field({
      type: [PropertyStatus],
      description: 'What `setPropertyStatus` can make of it now.',
      select: { status: true },
      resolve: ({ status }) => [...propertyTransitions[status]],
    }),
    description: t.exposeString('description', { description: 'What it says about itself. Plain text.' }),
    timeZone: t.exposeString('timeZone', { description: 'Its IANA time zone: nights and opening hours are local.' }),
    currency: t.exposeString('currency', { description: 'What its prices are in, ISO 4217: `EUR`.' }),
    email: t.expose('email', { type: 'EmailAddress', nullable: true, description: 'Where guests write to.' }),
    phone: t.exposeString('phone', { nullable: true, description: 'Where guests call.' }),
    address: t.exposeString('address', { nullable: true, description: 'Where it is.' }),
    website: t.expose('website', { type: 'URL', nullable: true, description: 'Its web site.' }),
    version: t.exposeInt('version', { description: 'Goes up with each change: for `expectedVersion`.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
    viewerRole: t.field({
      type: PropertyRole,
      nullable: true,
      description: 'My role there. Null when I do not work there.',
      select: { id: true },
      resolve: ({ id }, _args, { actor }) => (actor?.kind === 'user' ? (actor.memberships.get(id) ?? null) : null),
    }),
    settings: t.relation('settings', {
      type: PropertySettings,
      nullable: true,
      description: 'How it works. Null, with FORBIDDEN, for those who do not work there.',
      authScopes: ({ id }) => ({ at: { operation: 'Property.settings', propertyId: id } }),
    }),
  }),
});
