import type { Actor } from '../actor.js';
import type { Prisma } from '../generated/prisma/client.js';
import { ownOrAtWork } from '../offerings/visible.js';

/** One's own, and those of the properties whose money one may see. */
export function visiblePayments(actor: Actor | null): Prisma.PaymentWhereInput {
  return ownOrAtWork(actor, 'payment', (guestId) => ({ guestId }));
}
