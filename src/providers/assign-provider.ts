import { lockBooking, subjectOf } from '../bookings/lock-booking.js';
import { refuseUnassignable } from '../bookings/states.js';
import { sweepHolds } from '../bookings/sweep-holds.js';
import { tellThread } from '../bookings/tell-thread.js';
import { actorOf, type Context } from '../context.js';
import { Fault, Refusal } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { refuseOtherVersion } from '../schema/mutation.js';
import { write } from '../schema/write.js';
import { tellAvailability } from './affected-offerings.js';
import { bookingProviderChanged } from './events.js';
import { keepAway, takeProvider } from './provider-time.js';

export interface Assignment {
  bookingId: string;
  /** Null: nobody. */
  providerId: string | null;
  expectedVersion?: number | null | undefined;
}

/** Their time is taken with it, or it is refused: nobody is at two places. */
export async function assignProvider(context: Context, input: Assignment): Promise<{ bookingId: string }> {
  const actor = actorOf(context);
  const { bookingId, providerId } = input;
  return write(context, async (tx) => {
    const booking = await lockBooking(tx, bookingId);
    const { propertyId, guestId, startsAt, endsAt, provider: previous } = booking;
    authorize(actor, 'assignProvider', subjectOf(booking));
    refuseOtherVersion(input.expectedVersion, booking.version);
    refuseUnassignable(booking.status);
    if (booking.providerId === providerId) return { bookingId };
    const next = providerId === null ? null : await tx.provider.findUnique({ where: { id: providerId, propertyId } });
    if (providerId !== null && next === null) throw new Fault('NOT_FOUND');
    await tx.$executeRaw`
      UPDATE allocation SET state = 'RELEASED' WHERE booking_id = ${bookingId}::uuid AND provider_id IS NOT NULL AND state = 'BOOKED'`;
    await sweepHolds(tx, propertyId);
    const occupied = { from: startsAt, to: endsAt };
    if (providerId !== null && (await takeProvider(tx, { providerId, occupied }, { bookingId })) === null)
      throw new Refusal('PROVIDER_UNAVAILABLE', { field: 'providerId' });
    if (previous !== null) await keepAway(tx, [previous.id]);
    const { version } = await tx.booking.update({
      where: { id: bookingId },
      data: { providerId, version: { increment: 1 } },
      select: { version: true },
    });
    append(
      tx,
      bookingProviderChanged(actor, {
        propertyId,
        bookingId,
        guestId,
        providerId,
        previousProviderId: booking.providerId,
        userId: next?.userId ?? null,
        previousUserId: previous?.userId ?? null,
        version,
      }),
    );
    await tellThread(tx, actor, booking, booking.offering, (texts) => texts.provider(next?.name ?? null));
    for (const kind of new Set([previous?.kind, next?.kind]))
      if (kind !== undefined) await tellAvailability(tx, { propertyId, kind }, occupied);
    return { bookingId };
  });
}
