import type { UserActor } from '../actor.js';
import { type Context, userOf } from '../context.js';
import { Fault, Refusal } from '../errors.js';
import type { ConversationKind, ParticipantRole } from '../generated/prisma/enums.js';
import { authorize } from '../policy/authorize.js';
import { visibleProperties } from '../properties/visible.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { alsoFor, conversationStarted } from './events.js';
import { reachablePeople } from './reachable.js';

export interface NewConversation {
  kind: ConversationKind;
  subject?: string | null | undefined;
  propertyId: string | null;
  participantIds: readonly string[];
}

/** Whoever starts it takes part. At a property, those who work there take part as staff. */
export async function startConversation(context: Context, input: NewConversation): Promise<{ conversationId: string }> {
  authorize(context.actor, 'startConversation');
  const me = userOf(context);
  const { kind, propertyId } = input;
  const subject = input.subject || null;
  return write(context, async (tx) => {
    if (propertyId !== null) {
      const property = await tx.property.count({ where: { id: propertyId, AND: [visibleProperties(me)] } });
      if (property === 0) throw new Fault('NOT_FOUND');
    }
    const others = await reachablePeople(tx, me, input.participantIds, propertyId, 'participantIds');
    const isStaff = propertyId !== null && me.memberships.has(propertyId);
    refuseUnfit({ me, kind, subject, propertyId, isStaff, others });
    const roleOf = (staff: boolean, otherwise: ParticipantRole) => (staff ? 'STAFF' : otherwise);
    const { id: conversationId } = await tx.conversation.create({
      data: {
        kind,
        subject,
        propertyId,
        startedById: me.id,
        participantCount: others.length + 1,
        participants: {
          createMany: {
            data: [
              { userId: me.id, role: roleOf(isStaff, 'OWNER') },
              ...others.map((other) => ({ userId: other.id, role: roleOf(other.isStaff, 'PARTICIPANT') })),
            ],
          },
        },
      },
      select: { id: true },
    });
    append(
      tx,
      alsoFor(conversationStarted(me, { conversationId, propertyId }), [me.id, ...others.map(({ id }) => id)]),
    );
    return { conversationId };
  });
}

interface Wanted {
  me: UserActor;
  kind: ConversationKind;
  subject: string | null;
  propertyId: string | null;
  isStaff: boolean;
  others: ReadonlyArray<{ isStaff: boolean }>;
}

const wrong = (field: string, message: string) => new Refusal('INVALID_INPUT', { field, message });

/** What each kind is, and is not. */
function refuseUnfit({ me, kind, subject, propertyId, isStaff, others }: Wanted): void {
  const isDesk = isStaff || me.role !== 'USER';
  const atProperty = kind === 'GUEST_STAFF' || kind === 'STAFF_STAFF';
  if (atProperty && propertyId === null) throw wrong('propertyId', 'Say at which property.');
  if (kind === 'GUEST_GUEST' && propertyId !== null)
    throw wrong('propertyId', 'A conversation of two guests belongs to no property.');
  if (propertyId !== null && kind !== 'GUEST_STAFF' && !isDesk) throw new Refusal('NOT_ALLOWED');
  if (kind === 'GUEST_STAFF' && isDesk && others.every((other) => other.isStaff))
    throw wrong('participantIds', 'Say with which guest.');
  if (kind === 'STAFF_STAFF' && (others.length === 0 || others.some((other) => !other.isStaff)))
    throw wrong('participantIds', 'Say with whom of those who work there.');
  if (kind === 'GUEST_GUEST' && others.length !== 1) throw wrong('participantIds', 'Say with whom: one person.');
  if (kind === 'GROUP' && others.length === 0) throw wrong('participantIds', 'Say with whom.');
  if (kind === 'ROOM' && subject === null) throw wrong('subject', 'A room has a name.');
}
