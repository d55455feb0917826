import { erasedName } from '../accounts/erased-name.js';
import type { Transaction } from '../database/transaction.js';
import { append } from '../realtime/append.js';
import type { EventActor } from '../realtime/event.js';
import { streamOf } from '../realtime/streams.js';
import { bookingModified } from './events.js';
import { hearersOf } from './lock-booking.js';
import { holdingStates } from './states.js';

const nobody = { guestName: erasedName, guestEmail: null, guestPhone: null, notes: '' } as const;

/**
 * Part of an erasure: the bookings stay, without the person. Those at the desk hear of the ones that are still to come. The
 * streams of bookings are kept for ever, so the reasons that the person gave go out of them too.
 */
export async function forgetGuest(tx: Transaction, actor: EventActor, guestId: string): Promise<void> {
  const bookings = await tx.booking.updateManyAndReturn({
    where: { guestId },
    data: { ...nobody, version: { increment: 1 } },
    select: { id: true, propertyId: true, status: true, version: true, provider: { select: { userId: true } } },
  });
  const changes = Object.keys(nobody);
  for (const { id: bookingId, propertyId, status, version, provider } of bookings)
    if (holdingStates.includes(status)) {
      const hearers = hearersOf({ guestId, provider });
      append(tx, bookingModified(actor, { propertyId, bookingId, ...hearers, version, changes }));
    }
  const streams = bookings.map(({ id }) => streamOf.booking(id));
  await tx.$executeRaw`
    UPDATE event SET payload = jsonb_set(payload, '{reason}', 'null')
    WHERE stream = ANY(${streams}::text[]) AND actor = ${actor.key} AND jsonb_typeof(payload -> 'reason') = 'string'`;
}
