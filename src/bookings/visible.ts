import type { Actor } from '../actor.js';
import type { Prisma } from '../generated/prisma/client.js';
import { ownOrAtWork } from '../offerings/visible.js';

/** One's own, those that one is assigned to, and those of the properties where one works. */
export function visibleBookings(actor: Actor | null): Prisma.BookingWhereInput {
  return ownOrAtWork(actor, 'booking', (id) => ({ OR: [{ guestId: id }, { provider: { userId: id } }] }));
}

export function visibleHolds(actor: Actor | null): Prisma.HoldWhereInput {
  return ownOrAtWork(actor, 'booking', (id) => ({ userId: id }));
}
