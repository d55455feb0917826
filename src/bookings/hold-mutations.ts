import { Offering } from '../offerings/offering.js';
import { mutation } from '../schema/mutation.js';
import { Hold } from './hold.js';
import { holdSlot } from './hold-slot.js';
import { releaseHold } from './release-hold.js';
import { slotRules } from './rules.js';

mutation('holdSlot', {
  description:
    'Keeps a slot for you while you book it, for as long as the property says: five minutes, unless it says otherwise. It ends by itself. Three at a time.',
  idempotent: true,
  rules: slotRules,
  input: (t) => ({
    offeringId: t.globalID({ for: Offering, required: true, description: 'What of.' }),
    from: t.field({ type: 'SlotTime', required: true, description: 'From when.' }),
    to: t.field({ type: 'SlotTime', description: 'Until when. Needed for nights; the rest ends by itself.' }),
    quantity: t.int({ required: true, defaultValue: 1, description: 'How many units: rooms, seats.' }),
  }),
  run: (context, { offeringId, ...input }) => holdSlot(context, { ...input, offeringId: offeringId.id }),
  payload: (t) => ({
    hold: t.prismaField({
      type: Hold,
      nullable: true,
      description: 'The hold.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.hold.findUnique({ ...query, where: { id: answer.holdId } }),
    }),
  }),
});

mutation('releaseHold', {
  description: 'Gives a slot back that is kept for you.',
  idempotent: true,
  input: (t) => ({ id: t.globalID({ for: Hold, required: true, description: 'Which hold.' }) }),
  run: (context, { id }) => releaseHold(context, id.id),
  payload: (t) => ({
    hold: t.prismaField({
      type: Hold,
      nullable: true,
      description: 'The hold as it is now.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.hold.findUnique({ ...query, where: { id: answer.holdId } }),
    }),
  }),
});
