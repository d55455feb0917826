import type { Actor } from '../actor.js';
import type { Prisma } from '../generated/prisma/client.js';
import { workplacesOf } from '../offerings/visible.js';

/** Oneself, and those of the properties where one works. */
export function visibleProviders(actor: Actor | null): Prisma.ProviderWhereInput {
  const ids = workplacesOf(actor, 'providers');
  if (ids === 'all') return {};
  const atWork = { propertyId: { in: ids } };
  return actor?.kind === 'user' ? { OR: [{ userId: actor.id }, atWork] } : atWork;
}
