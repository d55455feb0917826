import type { Transaction } from '../database/transaction.js';
import type { BookingStatus } from '../generated/prisma/enums.js';
import type { TextKey } from '../notifications/catalog/catalog.js';
import { defineRule } from '../notifications/rule.js';
import { membersOf } from '../properties/members-of.js';
import { system } from '../realtime/event.js';
import { bookingCreated, bookingModified, bookingReminded, bookingStatusChanged, guestNotified } from './events.js';

/** What texts about a booking say. Null: it is gone. */
export async function bookingTold(tx: Transaction, bookingId: string) {
  const booking = await tx.booking.findUnique({
    where: { id: bookingId },
    select: {
      code: true,
      from: true,
      guestId: true,
      propertyId: true,
      property: { select: { name: true } },
      offering: { select: { name: true, mode: true } },
      provider: { select: { userId: true } },
    },
  });
  if (booking === null) return null;
  const { code, from, guestId, propertyId, property, offering, provider } = booking;
  const noted = (text: TextKey) => (told: { userId: string; notificationId: string }) =>
    guestNotified(system, { bookingId, guestId: told.userId, notificationId: told.notificationId, text });
  return {
    guest: guestId === null ? [] : [guestId],
    /** The guest is told, and the timeline says so. */
    toGuest: <Text extends TextKey>(text: Text) => ({
      to: guestId === null ? [] : [guestId],
      text,
      noted: noted(text),
    }),
    provider: provider?.userId == null ? [] : [provider.userId],
    staff: () => membersOf(tx, propertyId),
    about: {
      type: offering.mode === 'DEPARTURE' ? 'TOUR' : 'BOOKING',
      subject: { type: 'Booking', id: bookingId },
      propertyId,
      values: { code, offering: offering.name, property: property.name, from: { slot: from } },
    },
  } as const;
}

const toGuest = {
  CONFIRMED: { text: 'booking.confirmed', priority: 'HIGH' },
  DECLINED: { text: 'booking.declined', priority: 'HIGH' },
  EXPIRED: { text: 'booking.expired', priority: 'MEDIUM' },
  CANCELLED: { text: 'booking.cancelled', priority: 'HIGH' },
  CHECKED_IN: { text: 'booking.arrived', priority: 'LOW' },
  COMPLETED: { text: 'booking.left', priority: 'LOW' },
} as const satisfies Partial<Record<BookingStatus, object>>;

const isToldToGuest = (status: BookingStatus): status is keyof typeof toGuest => status in toGuest;

export const bookingRules = [
  defineRule(bookingCreated, {
    async run(tx, { payload, actorId }, say) {
      const told = await bookingTold(tx, payload.bookingId);
      if (told === null) return;
      const { about, guest } = told;
      const confirmed = payload.status === 'CONFIRMED';
      const to = (await told.staff()).filter((id) => !guest.includes(id));
      say({ ...about, to, priority: 'MEDIUM', text: confirmed ? 'booking.made' : 'booking.requested' });
      // Who books for themselves and waits knows as much as we do.
      if (confirmed) say({ ...about, ...told.toGuest('booking.confirmed'), alsoToActor: true, priority: 'HIGH' });
      else if (actorId !== null && !guest.includes(actorId))
        say({ ...about, ...told.toGuest('booking.received'), priority: 'MEDIUM' });
    },
  }),
  defineRule(bookingStatusChanged, {
    async run(tx, { payload: { bookingId, to }, actorId }, say) {
      if (!isToldToGuest(to)) return;
      const told = await bookingTold(tx, bookingId);
      if (told === null) return;
      const { about, guest, provider } = told;
      const { text, priority } = toGuest[to];
      say({ ...about, ...told.toGuest(text), priority });
      if (to !== 'CANCELLED') return;
      say({ ...about, to: provider, ...toGuest.CANCELLED });
      if (actorId !== null && guest.includes(actorId))
        say({ ...about, to: await told.staff(), priority: 'HIGH', text: 'booking.cancelledByGuest' });
    },
  }),
  defineRule(bookingReminded, {
    async run(tx, { payload }, say) {
      const told = await bookingTold(tx, payload.bookingId);
      if (told !== null) say({ ...told.about, ...told.toGuest('booking.soon'), priority: 'MEDIUM' });
    },
  }),
  defineRule(bookingModified, {
    async run(tx, { payload: { bookingId }, actorId }, say) {
      const told = await bookingTold(tx, bookingId);
      if (told === null) return;
      const { about, guest, provider } = told;
      const byGuest = actorId !== null && guest.includes(actorId);
      say({ ...about, ...told.toGuest('booking.changed'), priority: 'HIGH' });
      const to = [...provider, ...(byGuest ? await told.staff() : [])];
      say({ ...about, to, priority: 'HIGH', text: 'booking.changed' });
    },
  }),
];
