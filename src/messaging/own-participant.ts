import type { Context } from '../context.js';
import type { Participant } from '../generated/prisma/client.js';

/** What whoever asks is in a conversation. Prisma makes one statement of all that are asked for in the same tick. */
export async function ownParticipant({ actor, app }: Context, conversationId: string): Promise<Participant | null> {
  if (actor?.kind !== 'user') return null;
  return app.database.prisma.participant.findUnique({
    where: { conversationId_userId: { conversationId, userId: actor.id } },
  });
}
