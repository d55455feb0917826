import type { Actor } from '../actor.js';
import { type Asked, lookup } from '../database/lookup.js';
import { Fault } from '../errors.js';
import type { ConversationStatus, ParticipantRole } from '../generated/prisma/enums.js';
import type { Subject } from '../policy/authorize.js';
import { aboutOf } from './conversation-access.js';

/** What a send depends on, in one question. */
export interface SendingAccess {
  readonly about: Subject;
  readonly propertyId: string | null;
  readonly status: ConversationStatus;
  readonly role: ParticipantRole | null;
  /** In a conversation of two, one has blocked the other. */
  readonly isBlocked: boolean;
  /** Of the message that it answers. Null when there is none such in this conversation. */
  readonly threadRootId: string | null;
}

interface Row {
  property_id: string | null;
  status: ConversationStatus;
  role: ParticipantRole | null;
  is_blocked: boolean;
  thread_root_id: string | null;
}

/** Throws NOT_FOUND. */
export async function sendingAccess(
  database: Asked,
  actor: Actor,
  conversationId: string,
  replyToId: string | null,
): Promise<SendingAccess> {
  const row = await access(database, { conversationId, actorId: actor.id, replyToId });
  if (row === undefined) throw new Fault('NOT_FOUND');
  const { property_id: propertyId, role } = row;
  // A key of one property reaches nothing that belongs to none.
  if (actor.kind === 'serviceKey' && actor.propertyId !== null && propertyId === null) throw new Fault('NOT_FOUND');
  return {
    about: aboutOf(actor.id, propertyId, role),
    propertyId,
    status: row.status,
    role,
    isBlocked: row.is_blocked,
    threadRootId: row.thread_root_id,
  };
}

interface About {
  conversationId: string;
  actorId: string;
  replyToId: string | null;
}

const access = lookup<About, Row>(async (database, all) => {
  const rows = await database.prepared<Row & { place: number }>(statement, [
    all.map(({ conversationId }) => conversationId),
    all.map(({ actorId }) => actorId),
    all.map(({ replyToId }) => replyToId),
  ]);
  const found: Array<Row | undefined> = all.map(() => undefined);
  for (const row of rows) found[row.place - 1] = row;
  return found;
});

const statement = `
  SELECT asked.place::int AS place, c.property_id::text AS property_id, c.status::text AS status, p.role::text AS role,
    c.kind = 'GUEST_GUEST' AND EXISTS (
      SELECT 1 FROM participant o JOIN user_block b ON (b.blocker_id = o.user_id AND b.blocked_id = asked.actor_id)
        OR (b.blocker_id = asked.actor_id AND b.blocked_id = o.user_id) WHERE o.conversation_id = c.id) AS is_blocked,
    (SELECT coalesce(m.thread_root_id, m.id)::text FROM message m
      WHERE m.id = asked.reply_to_id AND m.conversation_id = c.id) AS thread_root_id
  FROM unnest((SELECT $1::uuid[]), (SELECT $2::uuid[]), (SELECT $3::uuid[]))
      WITH ORDINALITY AS asked(conversation_id, actor_id, reply_to_id, place)
    CROSS JOIN LATERAL (SELECT * FROM conversation WHERE id = asked.conversation_id LIMIT 1) c
    LEFT JOIN LATERAL (
      SELECT * FROM participant WHERE conversation_id = c.id AND user_id = asked.actor_id LIMIT 1
    ) p ON true`;
