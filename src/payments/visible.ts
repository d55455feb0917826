import type { Actor } from '../actor.js';
import type { Prisma } from '../generated/prisma/client.js';
import { workplacesOf } from '../offerings/visible.js';

/** One's own, and those of the properties whose money one may see. */
export function visiblePayments(actor: Actor | null): Prisma.PaymentWhereInput {
  const ids = workplacesOf(actor, 'payment');
  if (ids === 'all') return {};
  const atWork = { propertyId: { in: ids } };
  return actor?.kind === 'user' ? { OR: [{ guestId: actor.id }, atWork] } : atWork;
}
