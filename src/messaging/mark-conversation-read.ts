import { type Context, userOf } from '../context.js';
import { Refusal } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { conversationFor } from './conversation-access.js';
import { moveWatermark } from './move-watermark.js';
import { sequenceIn } from './sequence-in.js';

export interface Reading {
  /** Null: everything that I take part in. */
  conversationId: string | null;
  /** Up to this message. Null: to the end. */
  messageId: string | null;
}

/** Reading what was read does nothing. */
export async function markConversationRead(context: Context, { conversationId, messageId }: Reading) {
  const me = userOf(context);
  const { database } = context.app;
  if (conversationId === null) {
    if (messageId !== null)
      throw new Refusal('INVALID_INPUT', { field: 'conversationId', message: 'Say of which conversation.' });
    authorize(me, 'markConversationRead', { participantIds: [me.id] });
    const unread = await database.query<{ id: string; property_id: string | null }>(
      `SELECT c.id::text AS id, c.property_id::text AS property_id FROM participant p
       JOIN conversation c ON c.id = p.conversation_id WHERE p.user_id = $1::uuid AND p.read_sequence < c.last_sequence`,
      [me.id],
    );
    for (const { id, property_id: propertyId } of unread)
      await moveWatermark(database, me, { conversationId: id, propertyId, kind: 'READ', sequence: null });
    return { conversationId: null };
  }
  const { about, propertyId } = await conversationFor(database.prisma, me, conversationId);
  authorize(me, 'markConversationRead', about);
  const sequence = messageId === null ? null : await sequenceIn(database.prisma, conversationId, messageId);
  await moveWatermark(database, me, { conversationId, propertyId, kind: 'READ', sequence });
  return { conversationId };
}
