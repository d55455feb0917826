import { Refusal } from '../errors.js';
import type { PropertyStatus } from '../generated/prisma/enums.js';

/** What can follow on what. An archived property comes back paused, so that it can be looked over before it sells. */
export const propertyTransitions: Readonly<Record<PropertyStatus, readonly PropertyStatus[]>> = {
  ACTIVE: ['PAUSED', 'MAINTENANCE', 'ARCHIVED'],
  PAUSED: ['ACTIVE', 'MAINTENANCE', 'ARCHIVED'],
  MAINTENANCE: ['ACTIVE', 'PAUSED', 'ARCHIVED'],
  ARCHIVED: ['PAUSED'],
};

export function refusePropertyTransition(from: PropertyStatus, to: PropertyStatus): void {
  const allowed = propertyTransitions[from];
  if (!allowed.includes(to)) throw new Refusal('INVALID_TRANSITION', { from, allowed, field: 'status' });
}
