import type { Transaction } from '../database/transaction.js';
import { Refusal } from '../errors.js';
import type { ParticipantRole } from '../generated/prisma/enums.js';
import { append } from '../realtime/append.js';
import type { EventActor } from '../realtime/event.js';
import type { ConversationAccess } from './conversation-access.js';
import { conversationJoined, participantAdded } from './events.js';
import { largestGroup } from './rules.js';

/**
 * Lets people take part, from the last message on: what was before is there to be read, but not as unread. Those who do
 * already stay as they are. Call it on the locked conversation.
 */
export async function addToConversation(
  tx: Transaction,
  actor: EventActor,
  { id: conversationId, propertyId, lastSequence }: Pick<ConversationAccess, 'id' | 'propertyId' | 'lastSequence'>,
  people: ReadonlyArray<{ userId: string; role: ParticipantRole }>,
): Promise<void> {
  const added = await tx.participant.createManyAndReturn({
    data: people.map((person) => ({
      ...person,
      conversationId,
      readSequence: lastSequence,
      deliveredSequence: lastSequence,
    })),
    skipDuplicates: true,
    select: { userId: true, role: true },
  });
  if (added.length === 0) return;
  const { participantCount } = await tx.conversation.update({
    where: { id: conversationId },
    data: { participantCount: { increment: added.length } },
    select: { participantCount: true },
  });
  if (participantCount > largestGroup)
    throw new Refusal('INVALID_INPUT', { message: `At most ${largestGroup} people take part in a conversation.` });
  for (const { userId, role } of added)
    append(
      tx,
      participantAdded(actor, { conversationId, propertyId, userId, role }),
      conversationJoined(actor, { conversationId, userId }),
    );
}
