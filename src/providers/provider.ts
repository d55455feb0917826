import { ProviderKind as Kinds, ProviderStatus as Statuses } from '../generated/prisma/enums.js';
import { builder } from '../schema/builder.js';
import { visibleProviders } from './visible.js';

export const ProviderKind = builder.enumType('ProviderKind', {
  description: 'What somebody does.',
  values: {
    [Kinds.GUIDE]: { description: 'Guides tours.' },
    [Kinds.DRIVER]: { description: 'Drives.' },
    [Kinds.STYLIST]: { description: 'Cuts, colours, treats.' },
    [Kinds.STAFF]: { description: 'Anything else that takes their time.' },
  },
});

export const ProviderStatus = builder.enumType('ProviderStatus', {
  description: 'Whether somebody can be had now.',
  values: {
    [Statuses.AVAILABLE]: { description: 'They can.' },
    [Statuses.BUSY]: { description: 'They are doing something: for an hour, unless they say otherwise.' },
    [Statuses.UNAVAILABLE]: { description: 'They are away: for the rest of the day, unless they say otherwise.' },
    [Statuses.OFF_DUTY]: { description: 'They do not work: for the rest of the day, unless they say otherwise.' },
  },
});

const isOver = ({ statusUntil }: { statusUntil: Date | null }) => statusUntil !== null && statusUntil <= new Date();

export const Provider = builder.prismaNode('Provider', {
  id: { field: 'id', description: 'The global id.' },
  description: 'Somebody whose time is sold: a guide, a driver, a stylist.',
  nullable: true,
  findUnique: (id, { actor }) => ({ id, AND: [visibleProviders(actor)] }),
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What they are called.' }),
    kind: t.expose('kind', { type: ProviderKind, description: 'What they do.' }),
    property: t.relation('property', { description: 'Where they work.' }),
    user: t.relation('user', { nullable: true, description: 'Their account, if they have one.' }),
    status: t.field({
      type: ProviderStatus,
      description: 'Whether they can be had now.',
      select: { status: true, statusUntil: true },
      // Told to everybody a little later, but over when it says so.
      resolve: (provider) => (isOver(provider) ? 'AVAILABLE' : provider.status),
    }),
    statusReason: t.exposeString('statusReason', { nullable: true, description: 'Why not, if they said so.' }),
    statusUntil: t.expose('statusUntil', {
      type: 'DateTime',
      nullable: true,
      description: 'When they can be had again. Null while they can.',
    }),
    telegramLinkedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Since when they speak with the Telegram bot. Null: they do not.',
      select: { telegramChat: { select: { linkedAt: true } } },
      resolve: ({ telegramChat }) => telegramChat?.linkedAt ?? null,
    }),
    version: t.exposeInt('version', { description: 'Goes up with each change: for `expectedVersion`.' }),
  }),
});
