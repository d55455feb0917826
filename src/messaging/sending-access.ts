import type { Actor } from '../actor.js';
import type { Database } from '../database/client.js';
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
  database: Database,
  actor: Actor,
  conversationId: string,
  replyToId: string | null,
): Promise<SendingAccess> {
  const [row] = await database.prepared<Row>(statement, [conversationId, actor.id, replyToId]);
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

const statement = `
  SELECT c.property_id::text AS property_id, c.status::text AS status, p.role::text AS role,
    c.kind = 'GUEST_GUEST' AND EXISTS (
      SELECT 1 FROM participant o JOIN user_block b ON (b.blocker_id = o.user_id AND b.blocked_id = $2::uuid)
        OR (b.blocker_id = $2::uuid AND b.blocked_id = o.user_id) WHERE o.conversation_id = c.id) AS is_blocked,
    (SELECT coalesce(m.thread_root_id, m.id)::text FROM message m
      WHERE m.id = $3::uuid AND m.conversation_id = c.id) AS thread_root_id
  FROM conversation c LEFT JOIN participant p ON p.conversation_id = c.id AND p.user_id = $2::uuid
  WHERE c.id = $1::uuid`;
