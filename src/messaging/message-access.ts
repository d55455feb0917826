import type { UserActor } from '../actor.js';
import type { Transaction } from '../database/transaction.js';
import { Fault } from '../errors.js';
import type { Message } from '../generated/prisma/client.js';
import { may, type Subject } from '../policy/authorize.js';
import { type ConversationAccess, lockConversation } from './conversation-access.js';

export interface MessageAccess {
  readonly message: Message;
  readonly conversation: ConversationAccess;
  /** Own is what one has written oneself, where one may still read. */
  readonly about: Subject;
}

/** The message while nobody else writes to its conversation. Throws NOT_FOUND. */
export async function lockMessage(tx: Transaction, me: UserActor, messageId: string): Promise<MessageAccess> {
  const found = await tx.message.findUnique({ where: { id: messageId }, select: { conversationId: true } });
  if (found === null) throw new Fault('NOT_FOUND');
  const conversation = await lockConversation(tx, me, found.conversationId);
  const message = await tx.message.findUniqueOrThrow({ where: { id: messageId } });
  const isMine = message.senderId === me.id && may(me, 'conversation', conversation.about);
  return { message, conversation, about: { ...conversation.about, ownerIds: isMine ? [me.id] : [] } };
}
