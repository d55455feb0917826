import type { Transaction } from '../database/transaction.js';
import { defineRule } from '../notifications/rule.js';
import { conversationAssigned } from './inbox-events.js';
import { conversationUnreadChanged, messageSent } from './message-events.js';
import { settledAfterSeconds, unreadAfterSeconds } from './unread-after.js';

interface Reader {
  userId: string;
  readSequence: number;
  mentioned: boolean;
}

export const messagingRules = [
  defineRule(messageSent, {
    afterSeconds: unreadAfterSeconds,
    // What was written since is unread too: one look at the last of them is enough.
    lastOf: ({ conversationId }) => conversationId,
    async run(tx, { payload: { conversationId, propertyId, messageId, sequence } }, say) {
      const message = await tx.message.findUnique({
        where: { id: messageId },
        select: { senderId: true, type: true, deletedAt: true },
      });
      // What Frontdesk wrote by itself is told by the event that it wrote about.
      if (message === null || message.type !== 'TEXT' || message.deletedAt !== null) return;
      for (const { userId, readSequence, mentioned } of await readersBehind(tx, conversationId, sequence))
        say({
          to: [userId],
          type: 'MESSAGE',
          priority: mentioned ? 'HIGH' : 'MEDIUM',
          text: mentioned ? 'message.mentioned' : 'message.received',
          values: {},
          subject: { type: 'Conversation', id: conversationId },
          propertyId,
          // However much is written until they read, they are told once; and once more when they are called by name.
          key: `conversation ${conversationId} after ${readSequence}${mentioned ? ' mentioned' : ''}`,
        });
    },
  }),
  // Only the reading comes by here: see `readStatement`.
  defineRule(conversationUnreadChanged, {
    afterSeconds: settledAfterSeconds,
    lastOf: ({ conversationId, userId }) => `${conversationId} ${userId}`,
    run: async (_tx, { payload }, _say, { settle }) => {
      const { userId, conversationId, readSequence, lastSequence } = payload;
      if (readSequence >= lastSequence) settle({ userId, type: 'MESSAGE', subjectId: conversationId });
    },
  }),
  defineRule(conversationAssigned, {
    async run(_tx, { payload: { to, conversationId, propertyId } }, say) {
      if (to === null) return;
      say({
        to: [to],
        type: 'MESSAGE',
        priority: 'HIGH',
        text: 'conversation.assigned',
        values: {},
        subject: { type: 'Conversation', id: conversationId },
        propertyId,
      });
    },
  }),
];

/** Who takes part, has not read so far, and wants to hear of it. */
const readersBehind = (tx: Transaction, conversationId: string, sequence: number): Promise<Reader[]> =>
  tx.$queryRaw<Reader[]>`
    SELECT p.user_id::text AS "userId", p.read_sequence AS "readSequence", EXISTS (
        SELECT 1 FROM mention JOIN message m ON m.id = mention.message_id
        WHERE mention.user_id = p.user_id AND m.conversation_id = p.conversation_id
          AND m.sequence > p.read_sequence AND m.sequence <= ${sequence}) AS mentioned
    FROM participant p JOIN conversation c ON c.id = p.conversation_id
      JOIN message last ON last.conversation_id = c.id AND last.sequence = ${sequence}
    WHERE p.conversation_id = ${conversationId}::uuid AND p.read_sequence < ${sequence}
      AND p.user_id IS DISTINCT FROM last.sender_id
      AND NOT (p.muted AND coalesce(p.muted_until > now(), true))
      AND (p.role <> 'STAFF' OR EXISTS (
        SELECT 1 FROM membership w WHERE w.property_id = c.property_id AND w.user_id = p.user_id))
      AND NOT EXISTS (SELECT 1 FROM user_block b WHERE b.blocker_id = p.user_id AND b.blocked_id = last.sender_id)
    ORDER BY p.user_id`;
