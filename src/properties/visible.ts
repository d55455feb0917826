import type { Actor } from '../actor.js';
import type { Prisma } from '../generated/prisma/client.js';
import { may } from '../policy/authorize.js';

/** Everybody sees properties that are not archived; those that are, their members, admins and keys of theirs alone. */
export function visibleProperties(actor: Actor | null): Prisma.PropertyWhereInput {
  const open: Prisma.PropertyWhereInput = { status: { not: 'ARCHIVED' } };
  const own = ownProperties(actor);
  return own === undefined ? open : { OR: [open, own] };
}

/** The members that this actor may look up by id: colleagues, and oneself. */
export function visibleMembers(actor: Actor | null): Prisma.MembershipWhereInput {
  const colleagues = ownProperties(actor);
  if (colleagues === undefined) return { id: { in: [] } };
  return actor?.kind === 'user' ? { OR: [{ property: colleagues }, { userId: actor.id }] } : { property: colleagues };
}

/** The invitations that this actor may look up by id: those of the properties that they manage. */
export function visibleInvitations(actor: Actor | null): Prisma.InvitationWhereInput {
  if (actor?.kind !== 'user') return { id: { in: [] } };
  if (actor.role !== 'USER') return {};
  const managed = [...actor.memberships.keys()].filter((propertyId) =>
    may(actor, 'Property.invitations', { propertyId }),
  );
  return { propertyId: { in: managed } };
}

function ownProperties(actor: Actor | null): Prisma.PropertyWhereInput | undefined {
  if (actor === null) return undefined;
  if (actor.kind === 'serviceKey') {
    if (!actor.scopes.has('properties:read')) return undefined;
    return actor.propertyId === null ? {} : { id: actor.propertyId };
  }
  return actor.role === 'USER' ? { id: { in: [...actor.memberships.keys()] } } : {};
}
