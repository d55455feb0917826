import { randomUUID } from 'node:crypto';
import type { Transaction } from '../database/transaction.js';
import { append } from '../realtime/append.js';
import type { EventActor } from '../realtime/event.js';
import { alsoFor, conversationStarted } from './events.js';
import { conversationUnreadChanged, messageSent } from './message-events.js';

/** A booking, as far as its thread depends on it. */
export interface Threaded {
  readonly bookingId: string;
  readonly propertyId: string;
  /** Takes part. Null: it is on nobody’s account, and the desk has the thread for itself. */
  readonly guestId: string | null;
  readonly subject: string;
}

/**
 * Writes into the thread of a booking what happened to it, with the transaction in which it happens. A booking that has
 * no thread yet has one from here on. In a closed one it stands too: it is a record.
 */
export async function writeInThread(
  tx: Transaction,
  actor: EventActor,
  threaded: Threaded,
  body: string,
): Promise<void> {
  const { propertyId } = threaded;
  const conversationId = (await lockThread(tx, threaded.bookingId)) ?? (await openThread(tx, actor, threaded));
  const messageId = randomUUID();
  // What somebody did themselves is nothing new to them, nor to the desk when somebody there did it.
  const [written] = await tx.$queryRaw<Array<{ sequence: number; people: Person[] | null }>>`
    WITH people AS MATERIALIZED (
      SELECT id, user_id, role, read_sequence, 'user:' || user_id = ${actor.key} AS acted FROM participant
      WHERE conversation_id = ${conversationId}::uuid ORDER BY user_id FOR NO KEY UPDATE
    ), grown AS (
      UPDATE conversation SET last_sequence = last_sequence + 1, last_message_id = ${messageId}::uuid,
        last_activity_at = clock_timestamp(), desk_read_sequence = CASE
          WHEN desk_read_sequence = last_sequence AND EXISTS (SELECT 1 FROM membership m
            WHERE m.property_id = ${propertyId}::uuid AND 'user:' || m.user_id = ${actor.key}) THEN last_sequence + 1
          ELSE desk_read_sequence END
      WHERE id = ${conversationId}::uuid RETURNING last_sequence
    ), written AS (
      INSERT INTO message (id, conversation_id, sequence, type, sender_kind, body, client_message_id, created_at)
      SELECT ${messageId}::uuid, ${conversationId}::uuid, last_sequence, 'SYSTEM', 'SYSTEM', ${body}, ${messageId}, clock_timestamp()
      FROM grown
    ), moved AS (
      UPDATE participant SET read_sequence = last_sequence, delivered_sequence = last_sequence FROM people, grown
      WHERE participant.id = people.id AND people.acted AND people.read_sequence = last_sequence - 1
    )
    SELECT last_sequence AS sequence, (
      SELECT json_agg(json_build_object('userId', user_id, 'readSequence',
        CASE WHEN acted AND read_sequence = last_sequence - 1 THEN last_sequence ELSE read_sequence END))
      FROM people WHERE role <> 'STAFF' OR EXISTS (SELECT 1 FROM membership m
        WHERE m.property_id = ${propertyId}::uuid AND m.user_id = people.user_id)
    ) AS people FROM grown`;
  if (written === undefined) throw new Error('A thread that is locked is there.');
  const { sequence, people } = written;
  append(
    tx,
    messageSent(actor, { conversationId, propertyId, messageId, sequence }),
    ...(people ?? []).map(({ userId, readSequence }) =>
      conversationUnreadChanged(actor, {
        conversationId,
        userId,
        messageId,
        lastSequence: sequence,
        readSequence,
        mentioned: false,
      }),
    ),
  );
}

interface Person {
  userId: string;
  readSequence: number;
}

async function lockThread(tx: Transaction, bookingId: string): Promise<string | undefined> {
  const [row] = await tx.$queryRaw<Array<{ id: string }>>`
    SELECT id::text AS id FROM conversation WHERE booking_id = ${bookingId}::uuid FOR NO KEY UPDATE`;
  return row?.id;
}

/** The conversation of the guest and the desk about one booking. Whoever calls has the booking for themselves. */
export async function openThread(
  tx: Transaction,
  actor: EventActor,
  { bookingId, propertyId, guestId, subject }: Threaded,
): Promise<string> {
  const people = guestId === null ? [] : [guestId];
  const { id: conversationId } = await tx.conversation.create({
    data: {
      kind: 'GUEST_STAFF',
      subject,
      propertyId,
      bookingId,
      startedById: guestId,
      participantCount: people.length,
      participants: { create: people.map((userId) => ({ userId, role: 'OWNER' })) },
    },
    select: { id: true },
  });
  append(tx, alsoFor(conversationStarted(actor, { conversationId, propertyId }), people));
  return conversationId;
}
