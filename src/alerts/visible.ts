import type { Actor } from '../actor.js';

/** Of the properties where one works; for admins all, and those of the platform. */
export function visibleAlerts(actor: Actor | null): { propertyId?: { in: string[] } } {
  if (actor?.kind !== 'user') return { propertyId: { in: [] } };
  return actor.role === 'USER' ? { propertyId: { in: [...actor.memberships.keys()] } } : {};
}
