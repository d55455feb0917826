import type { Alternative } from '../errors.js';
import { Offering } from '../offerings/offering.js';
import { builder } from '../schema/builder.js';
import { slotUnavailableError } from '../schema/user-errors.js';

const SlotAlternative = builder.objectRef<Alternative>('SlotAlternative').implement({
  description: 'What was free a moment ago, instead.',
  fields: (t) => ({
    offering: t.prismaField({
      type: Offering,
      nullable: true,
      description: 'What it is.',
      resolve: (query, { offeringId }, _args, { app }) =>
        app.database.prisma.offering.findUnique({ ...query, where: { id: offeringId } }),
    }),
    from: t.expose('from', { type: 'SlotTime', description: 'From when: to be asked for just so.' }),
    to: t.expose('to', { type: 'SlotTime', description: 'Until when.' }),
    startsAt: t.expose('startsAt', { type: 'DateTime', description: 'The instant at which it begins.' }),
    endsAt: t.expose('endsAt', { type: 'DateTime', description: 'The instant at which it ends.' }),
    available: t.exposeInt('available', { description: 'How many units are free then.' }),
  }),
});

builder.objectField(slotUnavailableError, 'alternatives', (t) =>
  t.field({
    type: [SlotAlternative],
    description: 'Up to three that were free a moment ago, the nearest first. Empty when there are none nearby.',
    resolve: (refusal) => [...(refusal.details.alternatives ?? [])],
  }),
);
