import type { Prisma } from '../generated/prisma/client.js';
import type { AuditOutcome } from '../generated/prisma/enums.js';

export interface AuditFilter {
  readonly actorId?: string | null | undefined;
  readonly actions?: readonly string[] | null | undefined;
  readonly nodeId?: string | null | undefined;
  readonly outcome?: AuditOutcome | null | undefined;
  readonly from?: Date | null | undefined;
  readonly to?: Date | null | undefined;
}

/** `propertyId`: null for those of the platform, undefined for all. */
export function entriesWhere(propertyId: string | null | undefined, filter: AuditFilter): Prisma.AuditEntryWhereInput {
  const { actorId, actions, nodeId, outcome, from, to } = filter;
  return {
    ...(propertyId !== undefined && { propertyId }),
    ...(actorId != null && { actor: `user:${actorId}` }),
    ...(actions != null && { OR: [{ action: { in: [...actions] } }, { event: { in: [...actions] } }] }),
    ...(nodeId != null && { about: { has: nodeId } }),
    ...(outcome != null && { outcome }),
    at: { ...(from != null && { gte: from }), ...(to != null && { lt: to }) },
  };
}
