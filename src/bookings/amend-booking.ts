import { actorOf, type Context } from '../context.js';
import type { Transaction } from '../database/transaction.js';
import { Fault } from '../errors.js';
import type { Booking, Provider } from '../generated/prisma/client.js';
import { callOffExcess } from '../payments/call-off-excess.js';
import { authorize, may, type Operation } from '../policy/authorize.js';
import { tellOthersOf } from '../providers/affected-offerings.js';
import { bookingProviderChanged } from '../providers/events.js';
import { keepAway, takeProvider } from '../providers/provider-time.js';
import { append } from '../realtime/append.js';
import { type NewEvent, system } from '../realtime/event.js';
import { differences } from '../schema/differences.js';
import { refuseOtherVersion } from '../schema/mutation.js';
import { write } from '../schema/write.js';
import { releaseUnits } from './allocations.js';
import { refuseNotBookable } from './bookable.js';
import { changedDays } from './changed-days.js';
import { bookingModified } from './events.js';
import { hearersOf, type LockedBooking, lockBooking, subjectOf } from './lock-booking.js';
import { lockOffering } from './lock-offering.js';
import { bookableFields } from './offering-fields.js';
import { bookedSlot, slotOf } from './slot.js';
import { refuseUnchangeable } from './states.js';
import { inWords, tellThread } from './tell-thread.js';
import { agreed, refuseLateChange } from './terms.js';
import { elseAlternatives, type SlotWanted, winSlot } from './win-slot.js';

export interface Amendment {
  readonly operation: Operation;
  readonly bookingId: string;
  readonly expectedVersion?: number | null | undefined;
  /** Another time, or another kind of room. */
  readonly time?: { from: string; to?: string | null | undefined; offeringId?: string | null | undefined };
  readonly quantity?: number | null | undefined;
  /** What it says besides. */
  readonly fields?: Partial<Pick<Booking, 'partySize' | 'notes' | 'guestName' | 'guestEmail' | 'guestPhone'>>;
}

/**
 * Changes a booking that has not begun. Its slot is given up only if the new one is won: both in one transaction, with
 * the same units where they are free. Nothing is written, and nobody told, when nothing is different.
 */
export async function amendBooking(context: Context, amendment: Amendment): Promise<{ bookingId: string }> {
  const actor = actorOf(context);
  const { app } = context;
  const { bookingId, time, operation } = amendment;
  const seen = await app.database.prisma.booking.findUnique({ where: { id: bookingId }, include: { provider: true } });
  if (seen === null) throw new Fault('NOT_FOUND');
  authorize(actor, operation, subjectOf(seen));
  const offering = await app.database.prisma.offering.findUnique({
    where: { id: time?.offeringId ?? seen.offeringId, propertyId: seen.propertyId },
    ...bookableFields,
  });
  if (offering === null) throw new Fault('NOT_FOUND');
  const slot = time === undefined ? bookedSlot(offering, seen) : slotOf(offering, time.from, time.to);
  if (time !== undefined) refuseNotBookable(actor, offering, slot);
  const wanted = { offering, slot, quantity: amendment.quantity ?? seen.quantity };
  return elseAlternatives(app, wanted, () =>
    write(context, async (tx) => {
      const booking = await lockBooking(tx, bookingId);
      const { propertyId } = booking;
      refuseOtherVersion(amendment.expectedVersion, booking.version);
      refuseUnchangeable(booking.status);
      if (!may(actor, 'confirmBooking', { propertyId })) refuseLateChange(booking);
      const quantity = amendment.quantity ?? booking.quantity;
      const next = { ...amendment.fields, ...priced(booking, { ...wanted, quantity }, time !== undefined) };
      const changed = differences(booking, next);
      const changes = Object.keys(changed);
      if (changes.length === 0) return { bookingId };
      const { version } = await tx.booking.update({
        where: { id: bookingId },
        data: { ...changed, ...('startsAt' in changed && { remindedAt: null }), version: { increment: 1 } },
        select: { version: true },
      });
      if (next.totalAmount < booking.totalAmount) await callOffExcess(tx, { bookingId, orderId: null });
      const told = { propertyId, bookingId, ...hearersOf(booking), version, changes: changes.filter(isTold) };
      append(tx, bookingModified(actor, told));
      if (!changes.some((name) => ofSlot.has(name))) return { bookingId };
      const what = inWords(offering, { ...slot, quantity });
      await tellThread(tx, actor, booking, offering, (texts) => texts.changed(what));
      // Last: from here to the commit everybody else waits who wants one of these units.
      await swap(tx, booking, { ...wanted, quantity }, version);
      return { bookingId };
    }),
  );
}

const ofSlot = new Set(['from', 'to', 'offeringId', 'quantity']);

/** The rest follows from what people see. */
const isTold = (name: string) => !['startsAt', 'endsAt', 'arrivalOn', 'departureOn'].includes(name);

/** Another time is at the price and the terms of today; more of the same at those that were agreed. */
function priced(booking: Booking, { offering, slot, quantity }: SlotWanted, moved: boolean) {
  if (moved) return { ...agreed(offering, slot, quantity), offeringId: offering.id, quantity };
  const { totalAmount } = agreed({ ...offering, priceAmount: booking.unitPriceAmount }, slot, quantity);
  return { quantity, totalAmount };
}

/** Another slot instead of that which it has, with whom it has where they are free then too. */
async function swap(tx: Transaction, booking: LockedBooking, wanted: SlotWanted, version: number): Promise<void> {
  const { id: bookingId, providerId: before } = booking;
  const { offering, slot } = wanted;
  const kind = booking.provider?.kind ?? null;
  await tellOthersOf(tx, { ...booking.offering, providerKind: kind }, booking);
  await tellOthersOf(tx, { ...offering, providerKind: offering.providerKind ?? kind }, slot);
  await lockOffering(tx, offering);
  const freed = await releaseUnits(tx, { bookingId });
  const won = await winSlot(
    tx,
    { ...wanted, preferred: freed?.unitIds ?? [], preferredProviderId: before },
    { bookingId },
  );
  const occupied = { from: slot.startsAt, to: slot.endsAt };
  const kept = () => before && takeProvider(tx, { providerId: before, occupied }, { bookingId });
  const providerId = offering.providerKind === null ? await kept() : won;
  if (freed !== null) {
    await keepAway(tx, freed.providerIds);
    append(tx, changedDays(booking.offering, freed));
  }
  append(tx, changedDays(offering, slot.occupied));
  if (providerId === before) return;
  const { provider: next } = await tx.booking.update({
    where: { id: bookingId },
    data: { providerId },
    select: { provider: true },
  });
  append(tx, providerChanged(booking, next, version));
}

const providerChanged = (
  { id: bookingId, propertyId, guestId, providerId: previousProviderId, provider }: LockedBooking,
  next: Provider | null,
  version: number,
): NewEvent =>
  bookingProviderChanged(system, {
    propertyId,
    bookingId,
    guestId,
    providerId: next?.id ?? null,
    previousProviderId,
    userId: next?.userId ?? null,
    previousUserId: provider?.userId ?? null,
    version,
  });
