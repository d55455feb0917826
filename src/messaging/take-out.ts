import type { Transaction } from '../database/transaction.js';
import { Fault, Refusal } from '../errors.js';
import { append } from '../realtime/append.js';
import type { EventActor } from '../realtime/event.js';
import type { ConversationAccess } from './conversation-access.js';
import { conversationLeft, participantRemoved, participantRoleChanged } from './events.js';

/**
 * Ends that somebody takes part; their feed ends with the very event. When the last owner goes, the one who has been
 * there longest is the next. Throws NOT_FOUND when they do not take part. Call it on the locked conversation.
 */
export async function takeOut(
  tx: Transaction,
  actor: EventActor,
  conversation: Pick<ConversationAccess, 'id' | 'propertyId' | 'kind'>,
  userId: string,
): Promise<void> {
  const { id: conversationId, propertyId, kind } = conversation;
  const where = { conversationId_userId: { conversationId, userId } };
  const leaving = await tx.participant.findUnique({ where, select: { role: true } });
  if (leaving === null) throw new Fault('NOT_FOUND');
  if (kind === 'GUEST_GUEST' && actor.key !== `user:${userId}`) throw new Refusal('FIXED_PARTICIPANTS');
  await tx.participant.delete({ where });
  await tx.conversation.update({ where: { id: conversationId }, data: { participantCount: { decrement: 1 } } });
  const { role } = leaving;
  append(
    tx,
    participantRemoved(actor, { conversationId, propertyId, userId, role }),
    conversationLeft(actor, { conversationId, userId }),
  );
  if (role === 'OWNER') await passOn(tx, actor, conversation);
}

async function passOn(
  tx: Transaction,
  actor: EventActor,
  { id: conversationId, propertyId }: Pick<ConversationAccess, 'id' | 'propertyId'>,
): Promise<void> {
  if ((await tx.participant.count({ where: { conversationId, role: 'OWNER' } })) > 0) return;
  const next = await tx.participant.findFirst({
    where: { conversationId, role: 'PARTICIPANT' },
    orderBy: [{ joinedAt: 'asc' }, { id: 'asc' }],
    select: { id: true, userId: true },
  });
  if (next === null) return;
  await tx.participant.update({ where: { id: next.id }, data: { role: 'OWNER' } });
  const { userId } = next;
  append(tx, participantRoleChanged(actor, { conversationId, propertyId, userId, from: 'PARTICIPANT', to: 'OWNER' }));
}
