import { Viewer } from '../accounts/viewer.js';
import { userOf } from '../context.js';
import { HoldStatus as Statuses } from '../generated/prisma/enums.js';
import { builder } from '../schema/builder.js';
import { visibleHolds } from './visible.js';

export const HoldStatus = builder.enumType('HoldStatus', {
  description: 'What became of a hold.',
  values: {
    [Statuses.ACTIVE]: { description: 'The slot is kept, until `expiresAt`.' },
    [Statuses.RELEASED]: { description: 'It was given back.' },
    [Statuses.EXPIRED]: { description: 'Its time was up.' },
    [Statuses.BOOKED]: { description: 'A booking was made of it.' },
  },
});

export const Hold = builder.prismaNode('Hold', {
  id: { field: 'id', description: 'The global id.' },
  description: 'A slot that is kept for somebody who is booking it.',
  nullable: true,
  findUnique: (id, { actor }) => ({ id, AND: [visibleHolds(actor)] }),
  fields: (t) => ({
    offering: t.relation('offering', { description: 'What of.' }),
    from: t.expose('from', { type: 'SlotTime', description: 'From when.' }),
    to: t.expose('to', { type: 'SlotTime', description: 'Until when.' }),
    startsAt: t.expose('startsAt', { type: 'DateTime', description: 'The instant at which it begins.' }),
    endsAt: t.expose('endsAt', { type: 'DateTime', description: 'The instant at which it ends.' }),
    quantity: t.exposeInt('quantity', { description: 'How many units.' }),
    status: t.field({
      type: HoldStatus,
      description: 'What became of it.',
      select: { status: true, expiresAt: true },
      // Swept a few seconds later, but over when it says so.
      resolve: ({ status, expiresAt }) => (status === 'ACTIVE' && expiresAt <= new Date() ? 'EXPIRED' : status),
    }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'Until when it is kept: count down to that.' }),
  }),
});

builder.prismaObjectField(Viewer, 'holds', (t) =>
  t.prismaField({
    type: [Hold],
    description: 'The slots that are kept for me now, the next to expire first: three at most.',
    resolve: (query, _viewer, _args, context) =>
      context.app.database.prisma.hold.findMany({
        ...query,
        where: { userId: userOf(context).id, status: 'ACTIVE', expiresAt: { gt: new Date() } },
        orderBy: { expiresAt: 'asc' },
      }),
  }),
);
