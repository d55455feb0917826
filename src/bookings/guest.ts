import type { Actor } from '../actor.js';
import type { Context } from '../context.js';
import { Refusal } from '../errors.js';
import { may } from '../policy/authorize.js';

/** Who comes, where that is not who books. */
export interface Guest {
  name?: string | null | undefined;
  email?: string | null | undefined;
  phone?: string | null | undefined;
}

/** People book for themselves, and say how they are reached. The desk books for whoever stands before it, by name. */
export async function guestOf(context: Context, actor: Actor, propertyId: string, given: Guest | null | undefined) {
  const forSomebody = given?.name != null && may(actor, 'confirmBooking', { propertyId });
  const guestId = actor.kind === 'user' && !forSomebody ? actor.id : null;
  const account =
    guestId === null
      ? null
      : await context.app.database.prisma.user.findUnique({
          where: { id: guestId },
          select: { name: true, email: true },
        });
  const guestName = given?.name ?? account?.name;
  if (guestName === undefined) throw new Refusal('INVALID_INPUT', { field: 'guest.name', message: 'Who comes?' });
  return {
    guestId,
    guestName,
    guestEmail: given?.email ?? account?.email ?? null,
    guestPhone: given?.phone ?? null,
  };
}
