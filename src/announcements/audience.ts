import type { Actor } from '../actor.js';
import type { Prisma } from '../generated/prisma/client.js';
import type { PlatformRole } from '../generated/prisma/enums.js';
import { may } from '../policy/authorize.js';

/** Whom an announcement is for: a rule, and not a list of people. */
export interface Audience {
  readonly everyone: boolean;
  readonly roles: readonly PlatformRole[];
  readonly propertyIds: readonly string[];
  readonly exceptIds: readonly string[];
}

/** Whether somebody is among them, with the rights of this moment. */
export function isMeant(actor: Actor | null, { everyone, roles, propertyIds, exceptIds }: Audience): boolean {
  if (actor?.kind !== 'user' || exceptIds.includes(actor.id)) return false;
  return everyone || roles.includes(actor.role) || propertyIds.some((id) => actor.memberships.has(id));
}

/** The same, asked of the database. */
export function announcementsFor(actor: Actor | null): Prisma.AnnouncementWhereInput {
  if (actor?.kind !== 'user') return { id: { in: [] } };
  return {
    NOT: { exceptIds: { has: actor.id } },
    OR: [
      { everyone: true },
      { roles: { has: actor.role } },
      { propertyIds: { hasSome: [...actor.memberships.keys()] } },
    ],
  };
}

/** Those that somebody may publish and end: administrators all, others those of their properties alone. */
export function announcementsManagedBy(actor: Actor | null): Prisma.AnnouncementWhereInput {
  if (actor?.kind !== 'user') return { id: { in: [] } };
  if (may(actor, 'endAnnouncement')) return {};
  const managed = [...actor.memberships.keys()].filter((propertyId) => may(actor, 'endAnnouncement', { propertyId }));
  return { everyone: false, roles: { isEmpty: true }, propertyIds: { hasSome: managed } };
}

/** Those that somebody may look up: as whom they are for, once they have begun, or as who manages them. */
export function visibleAnnouncements(actor: Actor | null): Prisma.AnnouncementWhereInput {
  // Not as one side of an OR: there, Prisma drops what is always true.
  if (may(actor, 'endAnnouncement')) return {};
  return { OR: [{ AND: [announcementsFor(actor), { startedAt: { not: null } }] }, announcementsManagedBy(actor)] };
}

export const isRunning = (now: Date): Prisma.AnnouncementWhereInput => ({
  startsAt: { lte: now },
  OR: [{ endsAt: null }, { endsAt: { gt: now } }],
});
