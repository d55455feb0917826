import { actorOf, type Context } from '../context.js';
import { databaseTime } from '../database/database-time.js';
import type { Transaction } from '../database/transaction.js';
import type { BookingStatus } from '../generated/prisma/enums.js';
import { callOffExcess } from '../payments/call-off-excess.js';
import { authorize, type Operation } from '../policy/authorize.js';
import { tellOthersOf } from '../providers/affected-offerings.js';
import { keepAway } from '../providers/provider-time.js';
import { append } from '../realtime/append.js';
import type { EventActor } from '../realtime/event.js';
import { refuseOtherVersion } from '../schema/mutation.js';
import { write } from '../schema/write.js';
import { releaseUnits } from './allocations.js';
import { changedDays } from './changed-days.js';
import { bookingStatusChanged } from './events.js';
import { hearersOf, type LockedBooking, lockBooking, subjectOf } from './lock-booking.js';
import { holdingStates, refuseBookingTransition } from './states.js';
import { tellThread } from './tell-thread.js';

export interface Transition {
  bookingId: string;
  reason?: string | null | undefined;
  expectedVersion?: number | null | undefined;
}

interface Move {
  readonly operation: Operation;
  readonly to: BookingStatus;
  /** What else has to be so, and what is written with the state. Throws a refusal. */
  readonly check?: (booking: LockedBooking) => Partial<Pick<LockedBooking, 'cancellationFeeAmount'>>;
}

/** A verb that brings a booking from one state to another. */
export function moveBooking(
  context: Context,
  { bookingId, reason, expectedVersion }: Transition,
  { operation, to, check }: Move,
): Promise<{ bookingId: string }> {
  const actor = actorOf(context);
  return write(context, async (tx) => {
    const booking = await lockBooking(tx, bookingId);
    authorize(actor, operation, subjectOf(booking));
    refuseOtherVersion(expectedVersion, booking.version);
    refuseBookingTransition(booking.status, to);
    await setBookingStatus(tx, actor, booking, to, { reason: reason || null, also: check?.(booking) ?? {} });
    return { bookingId };
  });
}

/** Writes a transition that may be made, gives back what it does not hold any more, and tells everybody. */
export async function setBookingStatus(
  tx: Transaction,
  actor: EventActor,
  booking: LockedBooking,
  to: BookingStatus,
  { reason, also = {} }: { reason: string | null; also?: object },
): Promise<void> {
  const { id: bookingId, propertyId, status: from, offering } = booking;
  const { version } = await tx.booking.update({
    where: { id: bookingId },
    data: { ...also, status: to, expiresAt: null, version: { increment: 1 } },
    select: { version: true },
  });
  const freed = holdingStates.includes(to) ? null : await releaseUnits(tx, { bookingId });
  if (freed !== null) await keepAway(tx, freed.providerIds);
  if (!holdingStates.includes(to)) await callOffExcess(tx, { bookingId, orderId: null });
  append(tx, bookingStatusChanged(actor, { propertyId, bookingId, ...hearersOf(booking), version, from, to, reason }));
  if (freed !== null && freed.to > (await databaseTime(tx))) {
    append(tx, changedDays(offering, freed));
    await tellOthersOf(tx, { ...offering, providerKind: booking.provider?.kind ?? null }, booking);
  }
  await tellThread(tx, actor, booking, offering, (texts) => texts.status(to, reason));
}
