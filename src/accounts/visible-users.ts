import type { Actor } from '../actor.js';
import type { Context } from '../context.js';
import { Fault } from '../errors.js';
import type { Prisma } from '../generated/prisma/client.js';
import { visibleConversations } from '../messaging/visible.js';

/**
 * The people of whom somebody may know: themselves, who works at the same property, with whom they share a conversation
 * (or work where it belongs to), and whom they have blocked (or they could never unblock them). Platform admins know everybody; a service key with `accounts:read` the people of
 * its property.
 */
export function visibleUsers(actor: Actor | null): Prisma.UserWhereInput {
  if (actor === null) return nobody;
  if (actor.kind === 'serviceKey') {
    if (!actor.scopes.has('accounts:read')) return nobody;
    return actor.propertyId === null ? {} : { memberships: { some: { propertyId: actor.propertyId } } };
  }
  if (actor.role !== 'USER') return {};
  return {
    OR: [
      { id: actor.id },
      { memberships: { some: { propertyId: { in: [...actor.memberships.keys()] } } } },
      { participations: { some: { conversation: visibleConversations(actor) } } },
      { blocksReceived: { some: { blockerId: actor.id } } },
    ],
  };
}

/** The row of a global id, if this actor may know of it. An id that nobody has looks just the same. */
export function visibleUser(id: string, actor: Actor | null): Prisma.UserWhereUniqueInput {
  return { id: id, AND: [visibleUsers(actor)] };
}

/** Throws NOT_FOUND. */
export async function refuseInvisibleUser(context: Context, id: string): Promise<void> {
  const found = await context.app.database.prisma.user.findUnique({
    where: visibleUser(id, context.actor),
    select: { id: true },
  });
  if (found === null) throw new Fault('NOT_FOUND');
}

const nobody: Prisma.UserWhereInput = { id: { in: [] } };
