import type { Actor } from '../actor.js';
import type { Transaction } from '../database/transaction.js';
import { Fault } from '../errors.js';
import type { ParticipantRole } from '../generated/prisma/enums.js';
import type { ConversationModel } from '../generated/prisma/models.js';
import type { Subject } from '../policy/authorize.js';

const fields = {
  id: true,
  kind: true,
  status: true,
  subject: true,
  propertyId: true,
  assigneeId: true,
  lastSequence: true,
  version: true,
} as const;

/** A conversation, as far as rights depend on it. */
export interface ConversationAccess extends Pick<ConversationModel, keyof typeof fields> {
  readonly about: Subject;
  /** What who asks is there. Null when they do not take part. */
  readonly role: ParticipantRole | null;
}

/** Throws NOT_FOUND. Whether one may do something with it, `authorize` says by its `about`. */
export async function conversationFor(
  prisma: Pick<Transaction, 'conversation'>,
  actor: Actor,
  id: string,
): Promise<ConversationAccess> {
  const found = await prisma.conversation.findUnique({
    where: { id },
    select: {
      ...fields,
      participants: { where: { userId: actor.id }, select: { role: true } },
    },
  });
  if (found === null) throw new Fault('NOT_FOUND');
  // A key of one property reaches nothing that belongs to none.
  if (actor.kind === 'serviceKey' && actor.propertyId !== null && found.propertyId === null)
    throw new Fault('NOT_FOUND');
  const { participants, ...conversation } = found;
  const role = participants[0]?.role ?? null;
  return { ...conversation, role, about: aboutOf(actor.id, conversation.propertyId, role) };
}

/** STAFF by itself gives no right: whoever does not work at the property any more sees nothing of it any more. */
export function aboutOf(userId: string, propertyId: string | null, role: ParticipantRole | null): Subject {
  const takesPart = role !== null && role !== 'STAFF';
  return { propertyId, participantIds: takesPart ? [userId] : [], ownerIds: role === 'OWNER' ? [userId] : [] };
}

/** The same while nobody else writes to it, or changes who takes part. */
export async function lockConversation(tx: Transaction, actor: Actor, id: string): Promise<ConversationAccess> {
  await tx.$queryRaw`SELECT 1 FROM conversation WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return conversationFor(tx, actor, id);
}
