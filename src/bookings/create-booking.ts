import type { Actor } from '../actor.js';
import { actorOf, type Context } from '../context.js';
import { databaseTime } from '../database/database-time.js';
import type { Transaction } from '../database/transaction.js';
import { Fault, Refusal } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { tellOthersOf } from '../providers/affected-offerings.js';
import { bookingProviderChanged } from '../providers/events.js';
import { append } from '../realtime/append.js';
import { type NewEvent, system } from '../realtime/event.js';
import { write } from '../schema/write.js';
import { bookHeldUnits } from './allocations.js';
import { refuseNotBookable } from './bookable.js';
import { newBookingCode } from './booking-code.js';
import { changedDays } from './changed-days.js';
import { bookingCreated, holdEnded } from './events.js';
import { type Guest, guestOf } from './guest.js';
import { addMinutes } from './local-time.js';
import { type BookableRow, bookableFields } from './offering-fields.js';
import { slotOf } from './slot.js';
import { inWords, tellThread } from './tell-thread.js';
import { agreed } from './terms.js';
import { elseAlternatives, refuseTaken, type SlotWanted, winSlot } from './win-slot.js';

export interface NewBooking {
  /** Either a hold … */
  holdId?: string | null | undefined;
  /** … or what it is for. */
  offeringId?: string | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
  quantity?: number | null | undefined;
  partySize?: number | null | undefined;
  notes?: string | null | undefined;
  guest?: Guest | null | undefined;
}

export async function createBooking(context: Context, input: NewBooking): Promise<{ bookingId: string }> {
  const actor = actorOf(context);
  const { holdId, choice } = await chosen(context, actor, input);
  const offering = await context.app.database.prisma.offering.findUnique({
    where: { id: choice.offeringId },
    ...bookableFields,
  });
  if (offering === null) throw new Fault('NOT_FOUND');
  authorize(actor, 'createBooking', { propertyId: offering.propertyId });
  const slot = slotOf(offering, choice.from, choice.to);
  // What is held was bookable when it was held.
  if (holdId === null) refuseNotBookable(actor, offering, slot);
  const wanted = { offering, slot, quantity: choice.quantity };
  return elseAlternatives(context.app, wanted, async () => {
    if (holdId === null) await refuseTaken(context, wanted);
    const guest = await guestOf(context, actor, offering.propertyId, input.guest);
    return write(context, async (tx) => {
      const booking = await insertBooking(tx, wanted, { ...input, ...guest });
      const { id: bookingId, status } = booking;
      const { propertyId } = offering;
      const held = holdId === null ? undefined : await bookHold(tx, actor, wanted, holdId, bookingId);
      append(tx, bookingCreated(actor, { propertyId, bookingId, guestId: guest.guestId, version: 1, status }));
      await tellThread(tx, actor, booking, offering, (texts) => texts.created(status, inWords(offering, booking)));
      await tellOthersOf(tx, offering, slot);
      // Last: from here to the commit everybody else waits who wants one of these units.
      const providerId = held === undefined ? await winSlot(tx, wanted, { bookingId }) : held;
      if (providerId !== null) append(tx, await assigned(tx, booking, providerId));
      append(tx, changedDays(offering, slot.occupied));
      return { bookingId };
    });
  });
}

async function chosen(context: Context, actor: Actor, input: NewBooking) {
  const { offeringId, from, to } = input;
  if (input.holdId == null) {
    if (offeringId == null || from == null)
      throw new Refusal('INVALID_INPUT', { field: 'from', message: 'Give `offeringId` and `from`, or `holdId`.' });
    return { holdId: null, choice: { offeringId, from, to, quantity: input.quantity ?? 1 } };
  }
  const hold = await context.app.database.prisma.hold.findUnique({ where: { id: input.holdId } });
  if (hold === null || hold.holder !== actor.key) throw new Fault('NOT_FOUND');
  return { holdId: hold.id, choice: hold };
}

async function insertBooking(
  tx: Transaction,
  { offering, slot, quantity }: SlotWanted,
  { guestId, guestName, guestEmail, guestPhone, partySize, notes }: NewBooking & Awaited<ReturnType<typeof guestOf>>,
) {
  const { settings, currency } = offering.property;
  const terms = agreed(offering, slot, quantity);
  // What a guest has to pay ahead is confirmed by that.
  const payMinutes = guestId === null || terms.totalAmount === 0 ? null : (settings?.payMinutes ?? null);
  const confirmed = settings?.autoConfirm === true && payMinutes === null;
  const waitMinutes = payMinutes ?? (settings?.pendingHours ?? 48) * 60;
  return tx.booking.create({
    data: {
      code: newBookingCode(),
      propertyId: offering.propertyId,
      offeringId: offering.id,
      guestId,
      guestName,
      guestEmail,
      guestPhone,
      status: confirmed ? 'CONFIRMED' : 'PENDING',
      expiresAt: confirmed ? null : earlier(addMinutes(await databaseTime(tx), waitMinutes), slot.endsAt),
      quantity,
      partySize: partySize ?? null,
      notes: notes ?? '',
      currency,
      ...terms,
    },
    select: {
      id: true,
      code: true,
      status: true,
      propertyId: true,
      guestId: true,
      from: true,
      to: true,
      quantity: true,
    },
  });
}

/** Whose time it takes is theirs to know, and everybody's who knows the booking. */
async function assigned(
  tx: Transaction,
  { id: bookingId, propertyId, guestId }: { id: string; propertyId: string; guestId: string | null },
  providerId: string,
): Promise<NewEvent> {
  const { provider, version } = await tx.booking.update({
    where: { id: bookingId },
    data: { providerId },
    select: { version: true, provider: { select: { userId: true } } },
  });
  const userId = provider?.userId ?? null;
  const nobody = { previousProviderId: null, previousUserId: null };
  return bookingProviderChanged(system, { propertyId, bookingId, guestId, providerId, userId, ...nobody, version });
}

const earlier = (a: Date, b: Date) => (a < b ? a : b);

/** Throws HOLD_OVER. The hold first, as whoever sweeps it: nobody waits in a circle. */
async function bookHold(
  tx: Transaction,
  actor: Actor,
  { offering, quantity }: { offering: BookableRow; quantity: number },
  holdId: string,
  bookingId: string,
): Promise<string | null> {
  const [hold] = await tx.$queryRaw<Array<{ userId: string | null }>>`
    UPDATE hold SET status = 'BOOKED' WHERE id = ${holdId}::uuid AND status = 'ACTIVE' AND expires_at > now()
    RETURNING user_id::text AS "userId"`;
  if (hold === undefined) throw new Refusal('HOLD_OVER', { field: 'holdId' });
  const { userId } = hold;
  const { units, providerId } = await bookHeldUnits(tx, holdId, bookingId);
  if (units < quantity) throw new Refusal('HOLD_OVER', { field: 'holdId' });
  const { id: offeringId, propertyId } = offering;
  append(tx, holdEnded(actor, { propertyId, offeringId, holdId, userId, outcome: 'BOOKED' }));
  return providerId;
}
