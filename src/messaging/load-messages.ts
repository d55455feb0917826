import type { Database } from '../database/client.js';
import { columnsOf } from '../database/columns.js';
import type { Message, User } from '../generated/prisma/client.js';
import type { LoadMessages } from './message-page.js';

/** What is asked for with each message, in the words of Prisma. */
interface Wanted {
  include?: Record<string, unknown> | undefined;
  select?: Record<string, unknown> | undefined;
}

export type LoadedMessage = Message & { sender?: User | null };

/**
 * Messages of a conversation. What chats ask for, messages and who sent them, is one statement by hand that answers with
 * one text of JSON: a quarter of the work of two statements by Prisma, which loads whatever else is asked for.
 */
export function loadMessagesOf(
  database: Database,
  conversationId: string,
  wanted: Wanted,
): LoadMessages<LoadedMessage> {
  if (!isPlain(wanted))
    return ({ above, below, from, take }) =>
      database.prisma.message.findMany({
        ...(wanted as object),
        where: { conversationId, sequence: { gt: above, lt: below } },
        orderBy: { sequence: from === 'oldest' ? 'asc' : 'desc' },
        take,
      });
  return async ({ above, below, from, take }) => {
    const statement = from === 'oldest' ? forward : backward;
    const [page] = await database.prepared<Page>(statement, [conversationId, above, below, take]);
    const people = new Map(page?.people?.map((row) => [row.id, withDates(row)]));
    return (page?.messages ?? []).map((row) => {
      row.createdAt = new Date(row.createdAt);
      if (row.editedAt !== null) row.editedAt = new Date(row.editedAt);
      if (row.deletedAt !== null) row.deletedAt = new Date(row.deletedAt);
      row.sender = row.senderId === null ? null : (people.get(row.senderId) ?? null);
      return row;
    });
  };
}

/** Whether it is the columns of messages, and those of their senders, and nothing more. */
function isPlain({ include, select }: Wanted): boolean {
  if (select != null) return false;
  return Object.entries(include ?? {}).every(
    ([relation, more]) =>
      relation === 'sender' &&
      (more === true || (typeof more === 'object' && more !== null && Object.keys(more).length === 0)),
  );
}

interface Page {
  /** Their times as texts. */
  messages: LoadedMessage[] | null;
  people: User[] | null;
}

const withDates = (row: User): User => ({
  ...row,
  passwordHash: null,
  createdAt: new Date(row.createdAt),
  updatedAt: new Date(row.updatedAt),
});

const messageColumns = {
  id: 'id',
  conversationId: 'conversation_id',
  sequence: 'sequence',
  type: 'type',
  priority: 'priority',
  senderId: 'sender_id',
  senderKind: 'sender_kind',
  body: 'body',
  clientMessageId: 'client_message_id',
  replyToId: 'reply_to_id',
  threadRootId: 'thread_root_id',
  forwardedFromId: 'forwarded_from_id',
  version: 'version',
  createdAt: 'created_at',
  editedAt: 'edited_at',
  deletedAt: 'deleted_at',
} satisfies Record<keyof Message, string>;

const userColumns = {
  id: 'id',
  email: 'email',
  name: 'name',
  avatarUrl: 'avatar_url',
  role: 'role',
  status: 'status',
  version: 'version',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
} satisfies Record<Exclude<keyof User, 'passwordHash'>, string>;

const statement = (order: 'ASC' | 'DESC') => `
  WITH page AS MATERIALIZED (
    SELECT ${columnsOf('m', messageColumns)} FROM message m
    WHERE m.conversation_id = $1::uuid AND m.sequence > $2::int AND m.sequence < $3::int
    ORDER BY m.sequence ${order} LIMIT $4::int
  )
  SELECT (SELECT json_agg(page) FROM page) AS messages, (
    SELECT json_agg(people) FROM (
      SELECT ${columnsOf('u', userColumns)} FROM "user" u WHERE u.id IN (SELECT "senderId" FROM page)
    ) people
  ) AS people`;

const forward = statement('ASC');
const backward = statement('DESC');
