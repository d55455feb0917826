import type { Actor } from '../actor.js';
import type { Prisma } from '../generated/prisma/client.js';
import type { PropertyStatus } from '../generated/prisma/enums.js';
import { may } from '../policy/authorize.js';

/** Everybody sees properties that are not archived; those that are, their members, admins and keys of theirs alone. */
export function visibleProperties(actor: Actor | null): Prisma.PropertyWhereInput {
  const ids = insideOf(actor);
  return ids === 'all' ? {} : { OR: [{ status: { not: 'ARCHIVED' } }, { id: { in: ids } }] };
}

/** The same, of one that was read already. */
export function isVisible(actor: Actor | null, { id, status }: { id: string; status: PropertyStatus }): boolean {
  const ids = insideOf(actor);
  return status !== 'ARCHIVED' || ids === 'all' || ids.includes(id);
}

/** The members that this actor may look up by id: colleagues, oneself among them. */
export function visibleMembers(actor: Actor | null): Prisma.MembershipWhereInput {
  const ids = insideOf(actor);
  return ids === 'all' ? {} : { propertyId: { in: ids } };
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

/** Where somebody works, or the property of a key. */
function insideOf(actor: Actor | null): string[] | 'all' {
  if (actor === null) return [];
  if (actor.kind === 'user') return actor.role === 'USER' ? [...actor.memberships.keys()] : 'all';
  if (!actor.scopes.has('properties:read')) return [];
  return actor.propertyId === null ? 'all' : [actor.propertyId];
}
