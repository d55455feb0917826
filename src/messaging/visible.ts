import type { Actor } from '../actor.js';
import type { Prisma } from '../generated/prisma/client.js';

/** Those that one takes part in, and those of the properties where one works. Administrators see all, programs none. */
export function visibleConversations(actor: Actor | null): Prisma.ConversationWhereInput {
  if (actor?.kind !== 'user') return { id: { in: [] } };
  if (actor.role !== 'USER') return {};
  return {
    OR: [
      { participants: { some: { userId: actor.id, role: { not: 'STAFF' } } } },
      { propertyId: { in: [...actor.memberships.keys()] } },
    ],
  };
}

export function visibleMessages(actor: Actor | null): Prisma.MessageWhereInput {
  return actor?.kind === 'user' && actor.role !== 'USER' ? {} : { conversation: visibleConversations(actor) };
}

/** Those who work at the property alone, whoever takes part. */
export function visibleNotes(actor: Actor | null): Prisma.NoteWhereInput {
  if (actor?.kind !== 'user') return { id: { in: [] } };
  if (actor.role !== 'USER') return {};
  return { conversation: { propertyId: { in: [...actor.memberships.keys()] } } };
}

export function visibleCannedReplies(actor: Actor | null): Prisma.CannedReplyWhereInput {
  if (actor?.kind !== 'user') return { id: { in: [] } };
  return actor.role === 'USER' ? { propertyId: { in: [...actor.memberships.keys()] } } : {};
}
