import type { Actor } from '../actor.js';
import type { Prisma } from '../generated/prisma/client.js';
import { may, type Operation } from '../policy/authorize.js';
import { visibleProperties } from '../properties/visible.js';

/** Those of the properties that one may see; archived ones, for those who work there alone. */
export function visibleOfferings(actor: Actor | null): Prisma.OfferingWhereInput {
  const open: Prisma.OfferingWhereInput = { status: { not: 'ARCHIVED' }, property: visibleProperties(actor) };
  const ids = workplacesOf(actor, 'Property.blocks');
  return ids === 'all' ? {} : { OR: [open, { propertyId: { in: ids } }] };
}

/** What is for those who work at the property alone. */
export function visibleInside(actor: Actor | null): { propertyId?: { in: string[] } } {
  const ids = workplacesOf(actor, 'Property.blocks');
  return ids === 'all' ? {} : { propertyId: { in: ids } };
}

/** The properties at which the actor may do that. */
export function workplacesOf(actor: Actor | null, operation: Operation): string[] | 'all' {
  if (actor === null) return [];
  if (actor.kind === 'user') {
    if (actor.role !== 'USER') return 'all';
    return [...actor.memberships.keys()].filter((propertyId) => may(actor, operation, { propertyId }));
  }
  if (actor.propertyId === null) return may(actor, operation) ? 'all' : [];
  return may(actor, operation, { propertyId: actor.propertyId }) ? [actor.propertyId] : [];
}

/** What is one's own, and that of the properties at which the actor may do that. */
export function ownOrAtWork<Own extends object>(
  actor: Actor | null,
  operation: Operation,
  own: (userId: string) => Own,
) {
  const ids = workplacesOf(actor, operation);
  if (ids === 'all') return {};
  const atWork = { propertyId: { in: ids } };
  return actor?.kind === 'user' ? { OR: [own(actor.id), atWork] } : atWork;
}
