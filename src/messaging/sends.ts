import { createBatches } from '../database/batches.js';
import type { Database } from '../database/client.js';
import type { Message } from '../generated/prisma/client.js';
import type { MessagePriority, MessageType, SenderKind } from '../generated/prisma/enums.js';
import { type EventRow, pokesOf } from './event-rows.js';
import { sendStatement, sendWithFilesStatement } from './send-statement.js';

/** A message whose rights were checked. */
export interface Send {
  id: string;
  eventId: string;
  conversationId: string;
  /** Takes part, or has none of it sent. Null: a program or Frontdesk itself. */
  senderId: string | null;
  senderKind: SenderKind;
  type: MessageType;
  priority: MessagePriority;
  body: string;
  clientMessageId: string;
  replyToId: string | null;
  threadRootId: string | null;
  forwardedFromId: string | null;
  /** Whom it calls by name: of these, those who take part. */
  mentionIds: readonly string[];
  /** Its files, in this order: of the sender, for this conversation, not sent yet. All of them, or the message is not sent. */
  attachmentIds: readonly string[];
  /** How the log calls who sent it. */
  actor: string;
}

export interface Sent {
  /** EARLIER: it was sent before, and this is that. GONE: the sender does not take part any more. UNATTACHED: a file is not there for it. */
  outcome: 'SENT' | 'EARLIER' | 'GONE' | 'CLOSED' | 'UNATTACHED';
  message: Message | null;
}

export interface Sends {
  /** Alone, it goes at once. While others of its conversation are on their way, it goes with those that wait too. */
  send(message: Send): Promise<Sent>;
}

export function createSends(database: Database): Sends {
  const batches = createBatches<Send, Sent>({
    keyOf: ({ conversationId }) => conversationId,
    // The embedded database takes one statement after the other anyway. Others: while one is committed, the next is gathered.
    lanes: database.engine === 'embedded' ? 1 : 2,
    run: (sends) => sendAll(database, sends),
  });
  return { send: (message) => batches.add(message) };
}

async function sendAll(database: Database, sends: readonly Send[]): Promise<Sent[]> {
  const { outcomes, numbered, earlier, events } = await sendOnce(database, sends);
  database.appended(pokesOf(events ?? []));
  const stale = sends.filter((_send, index) => outcomes[index] === 'STALE');
  const again = stale.length === 0 ? [] : await sendAll(database, stale);
  const numbersOf = new Map(numbered?.map((numbers) => [numbers.id, numbers]));
  const before = new Map(earlier?.map(({ place, message }) => [place, message]));
  return sends.map((send, index): Sent => {
    const outcome = outcomes[index] ?? 'GONE';
    if (outcome === 'STALE') return again.shift() ?? { outcome: 'GONE', message: null };
    const numbers = numbersOf.get(send.id);
    if (numbers !== undefined) return { outcome, message: newMessage(send, numbers) };
    const message = before.get(index + 1);
    return { outcome, message: message === undefined ? null : messageOf(message) };
  });
}

interface Numbers {
  id: string;
  sequence: number;
  createdAt: string;
}

interface Row {
  outcomes: Array<Sent['outcome'] | 'STALE'>;
  numbered: Numbers[] | null;
  earlier: Array<{ place: number; message: MessageRow }> | null;
  events: EventRow[] | null;
}

async function sendOnce(database: Database, sends: readonly Send[]): Promise<Row> {
  const ids = [...new Set(sends.map(({ conversationId }) => conversationId))];
  const statement = sends.some(({ attachmentIds }) => attachmentIds.length > 0)
    ? sendWithFilesStatement
    : sendStatement;
  const [row] = await database.prepared<Row>(statement, [JSON.stringify(sends.map(recordOf)), ids]);
  if (row === undefined) throw new Error('The statement that sends answers one row.');
  return row;
}

const recordOf = (send: Send) => ({
  id: send.id,
  event_id: send.eventId,
  conversation_id: send.conversationId,
  sender_id: send.senderId,
  sender_kind: send.senderKind,
  type: send.type,
  priority: send.priority,
  body: send.body,
  client_message_id: send.clientMessageId,
  reply_to_id: send.replyToId,
  thread_root_id: send.threadRootId,
  forwarded_from_id: send.forwardedFromId,
  actor: send.actor,
  mention_ids: send.mentionIds,
  attachment_ids: send.attachmentIds,
});

const newMessage = (
  { id, conversationId, type, priority, senderId, senderKind, body, clientMessageId, ...send }: Send,
  { sequence, createdAt }: Numbers,
): Message => ({
  id,
  conversationId,
  sequence,
  type,
  priority,
  senderId,
  senderKind,
  body,
  clientMessageId,
  replyToId: send.replyToId,
  threadRootId: send.threadRootId,
  forwardedFromId: send.forwardedFromId,
  version: 1,
  createdAt: new Date(createdAt),
  editedAt: null,
  deletedAt: null,
});

interface MessageRow {
  id: string;
  conversation_id: string;
  sequence: number;
  type: MessageType;
  priority: MessagePriority;
  sender_id: string | null;
  sender_kind: SenderKind;
  body: string;
  client_message_id: string;
  reply_to_id: string | null;
  thread_root_id: string | null;
  forwarded_from_id: string | null;
  version: number;
  created_at: string;
  edited_at: string | null;
  deleted_at: string | null;
}

const messageOf = (row: MessageRow): Message => ({
  id: row.id,
  conversationId: row.conversation_id,
  sequence: row.sequence,
  type: row.type,
  priority: row.priority,
  senderId: row.sender_id,
  senderKind: row.sender_kind,
  body: row.body,
  clientMessageId: row.client_message_id,
  replyToId: row.reply_to_id,
  threadRootId: row.thread_root_id,
  forwardedFromId: row.forwarded_from_id,
  version: row.version,
  createdAt: new Date(row.created_at),
  editedAt: row.edited_at === null ? null : new Date(row.edited_at),
  deletedAt: row.deleted_at === null ? null : new Date(row.deleted_at),
});
