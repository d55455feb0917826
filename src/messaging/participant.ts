import { User } from '../accounts/user.js';
import type { Actor } from '../actor.js';
import { builder } from '../schema/builder.js';
import { ParticipantRole } from './enums.js';

const shownReceipts = { user: { select: { settings: { select: { readReceipts: true } } } } } as const;

export const Participant = builder.prismaObject('Participant', {
  description: 'Somebody who takes part in a conversation.',
  fields: (t) => ({
    user: t.relation('user', { type: User, description: 'Who it is.' }),
    role: t.expose('role', { type: ParticipantRole, description: 'What they are there.' }),
    readSequence: t.int({
      nullable: true,
      description: 'Up to where they have read. Null for those who keep it to themselves.',
      select: shownReceipts,
      resolve: (participant, _args, { actor }) => (shows(participant, actor) ? participant.readSequence : null),
    }),
    deliveredSequence: t.int({
      nullable: true,
      description: 'Up to where messages have arrived on a device of theirs. Null for those who keep it to themselves.',
      select: shownReceipts,
      resolve: (participant, _args, { actor }) => (shows(participant, actor) ? participant.deliveredSequence : null),
    }),
    joinedAt: t.expose('joinedAt', { type: 'DateTime', description: 'Since when they take part.' }),
  }),
});

/** Asks who reads only where it matters, so that one execution serves all who read the same. */
function shows(
  { userId, user }: { userId: string; user: { settings: { readReceipts: boolean } | null } },
  actor: Actor | null,
): boolean {
  return user.settings?.readReceipts !== false || (actor?.kind === 'user' && actor.id === userId);
}
