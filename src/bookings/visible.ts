import type { Actor } from '../actor.js';
import type { Prisma } from '../generated/prisma/client.js';
import { workplacesOf } from '../offerings/visible.js';

/** One's own, those that one is assigned to, and those of the properties where one works. */
export function visibleBookings(actor: Actor | null): Prisma.BookingWhereInput {
  return ownOrAtWork(actor, (id) => ({ OR: [{ guestId: id }, { provider: { userId: id } }] }));
}

export function visibleHolds(actor: Actor | null): Prisma.HoldWhereInput {
  return ownOrAtWork(actor, (id) => ({ userId: id }));
}

function ownOrAtWork<Own extends object>(actor: Actor | null, own: (userId: string) => Own) {
  const ids = workplacesOf(actor, 'booking');
  if (ids === 'all') return {};
  const atWork = { propertyId: { in: ids } };
  return actor?.kind === 'user' ? { OR: [own(actor.id), atWork] } : atWork;
}
