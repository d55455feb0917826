import type { Actor } from '../actor.js';
import type { Database } from '../database/client.js';
import { columnsOf } from '../database/columns.js';
import { Fault } from '../errors.js';
import type { Conversation } from '../generated/prisma/client.js';
import type { ParticipantRole } from '../generated/prisma/enums.js';
import type { Subject } from '../policy/authorize.js';
import { aboutOf } from './conversation-access.js';

type Row = Conversation & { role: ParticipantRole | null };

/**
 * A conversation with what rights to it depend on, in one statement: what every chat begins with. Throws NOT_FOUND.
 * Whether one may see it, `authorizeRead` says.
 */
export async function readableConversation(
  database: Database,
  actor: Actor,
  id: string,
): Promise<{ conversation: Conversation; about: Subject }> {
  const [row] = await database.prepared<Row>(statement, [id, actor.id]);
  if (row === undefined) throw new Fault('NOT_FOUND');
  const { role, ...conversation } = row;
  // A key of one property reaches nothing that belongs to none.
  if (actor.kind === 'serviceKey' && actor.propertyId !== null && conversation.propertyId === null)
    throw new Fault('NOT_FOUND');
  return { conversation, about: aboutOf(actor.id, conversation.propertyId, role) };
}

const columns = {
  id: 'id',
  kind: 'kind',
  status: 'status',
  subject: 'subject',
  propertyId: 'property_id',
  bookingId: 'booking_id',
  startedById: 'started_by_id',
  assigneeId: 'assignee_id',
  snoozedUntil: 'snoozed_until',
  lastSequence: 'last_sequence',
  lastMessageId: 'last_message_id',
  deskReadSequence: 'desk_read_sequence',
  deskSeenSequence: 'desk_seen_sequence',
  labels: 'labels',
  noteSequence: 'note_sequence',
  participantCount: 'participant_count',
  version: 'version',
  createdAt: 'created_at',
  lastActivityAt: 'last_activity_at',
} satisfies Record<keyof Conversation, string>;

const statement = `
  SELECT ${columnsOf('c', columns)}, p.role
  FROM conversation c LEFT JOIN participant p ON p.conversation_id = c.id AND p.user_id = $2::uuid
  WHERE c.id = $1::uuid`;
