import { takeUnits } from '../bookings/allocations.js';
import { bookingCreated, bookingStatusChanged } from '../bookings/events.js';
import { addDays, dayOf, instantOf, weekdayOf } from '../bookings/local-time.js';
import { type BookableRow, bookableFields } from '../bookings/offering-fields.js';
import { nights, type Slot, timedSlot } from '../bookings/slot.js';
import { inWords, tellThread } from '../bookings/tell-thread.js';
import { agreed } from '../bookings/terms.js';
import type { Transaction } from '../database/transaction.js';
import type { BookingStatus } from '../generated/prisma/enums.js';
import { offeringCreated, unitsAdded } from '../offerings/events.js';
import { append } from '../realtime/append.js';
import { type EventActor, system } from '../realtime/event.js';
import { businesses } from './businesses/index.js';
import { demoId } from './demo-id.js';

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const asOwner = (slug: string): EventActor => ({ key: `user:${demoId(`user owner@${slug}.example`)}` });

/** What the five businesses sell, and who has booked it: some of it yesterday, some today, some to come. */
export async function seedBookings(tx: Transaction): Promise<void> {
  for (const { slug, offerings } of businesses) {
    const propertyId = demoId(`property ${slug}`);
    for (const { units, ...offering } of offerings) {
      const offeringId = demoId(`offering ${slug} ${offering.name}`);
      const names = typeof units === 'number' ? Array.from({ length: units }, (_, n) => `Seat ${n + 1}`) : units;
      await tx.offering.create({ data: { weekdays: everyDay, ...offering, id: offeringId, propertyId } });
      const rows = names.map((name, index) => ({
        id: demoId(`unit ${offeringId} ${name}`),
        offeringId,
        propertyId,
        name,
        position: index + 1,
      }));
      await tx.unit.createMany({ data: rows });
      append(
        tx,
        offeringCreated(asOwner(slug), { propertyId, offeringId }),
        unitsAdded(asOwner(slug), { propertyId, offeringId, unitIds: rows.map(({ id }) => id) }),
      );
      const row = await tx.offering.findUniqueOrThrow({ where: { id: offeringId }, ...bookableFields });
      for (const [index, stay] of stays.entries())
        await seedBooking(tx, row, stay, `${slug} ${offering.name} ${index}`);
    }
  }
}

interface Stay {
  /** Days from today. */
  readonly day: number;
  readonly nights: number;
  readonly quantity: number;
  readonly status: BookingStatus;
  /** Who comes, by their address if they have an account. */
  readonly guest: string;
}

const stays: readonly Stay[] = [
  { day: -3, nights: 2, quantity: 1, status: 'COMPLETED', guest: 'Marta Kowalska' },
  { day: -1, nights: 3, quantity: 1, status: 'CHECKED_IN', guest: 'Joon-ho Seo' },
  { day: 0, nights: 2, quantity: 1, status: 'CONFIRMED', guest: 'guest@example.com' },
  { day: 2, nights: 1, quantity: 1, status: 'CONFIRMED', guest: 'guest2@example.com' },
  { day: 5, nights: 4, quantity: 1, status: 'PENDING', guest: 'guest@example.com' },
  { day: 9, nights: 2, quantity: 1, status: 'CANCELLED', guest: 'Lucia Ferrari' },
];

const accounts: Readonly<Record<string, string>> = {
  'guest@example.com': 'Sofia Lindqvist',
  'guest2@example.com': 'Kenji Watanabe',
};

async function seedBooking(tx: Transaction, offering: BookableRow, stay: Stay, name: string): Promise<void> {
  const slot = slotFrom(offering, stay);
  const id = demoId(`booking ${name}`);
  const { propertyId } = offering;
  const { guest, quantity, status } = stay;
  const guestName = accounts[guest] ?? guest;
  const guestId = guest in accounts ? demoId(`user ${guest}`) : null;
  await tx.booking.create({
    data: {
      id,
      code: codeOf(name),
      propertyId,
      offeringId: offering.id,
      guestId,
      guestName,
      guestEmail: guest in accounts ? guest : null,
      status,
      expiresAt: status === 'PENDING' ? slot.startsAt : null,
      quantity,
      partySize: quantity + 1,
      currency: offering.property.currency,
      ...agreed(offering, slot, quantity),
    },
  });
  if (['PENDING', 'CONFIRMED', 'CHECKED_IN'].includes(status))
    await takeUnits(tx, { offeringId: offering.id, quantity, occupied: slot.occupied }, { bookingId: id });
  const common = { propertyId, bookingId: id, guestId };
  append(
    tx,
    bookingCreated(guestId === null ? system : { key: `user:${guestId}` }, {
      ...common,
      version: 1,
      status: 'PENDING',
    }),
  );
  const booked = { id, code: codeOf(name), propertyId, guestId };
  await tellThread(tx, system, booked, offering, (texts) =>
    texts.created('PENDING', inWords(offering, { ...slot, quantity })),
  );
  if (status !== 'PENDING') {
    await tellThread(tx, system, booked, offering, (texts) => texts.status(status, null));
    const told = { ...common, providerUserId: null, version: 1, from: 'PENDING', to: status, reason: null } as const;
    append(tx, bookingStatusChanged(system, told));
  }
}

/** On the day, or the next one on which there is anything. */
function slotFrom(offering: BookableRow, stay: Stay): Slot {
  const { timeZone } = offering.property;
  let day = addDays(dayOf(new Date(), timeZone), stay.day);
  if (offering.mode === 'NIGHTLY') return nights(offering, day, addDays(day, stay.nights));
  // Bookings of one offering lie on days of their own, so that there is room for all of them.
  while (!offering.weekdays.includes(weekdayOf(day))) day = addDays(day, stay.day < 0 ? -1 : 1);
  const from = `${day}T${offering.departureTimes[0] ?? `1${stay.nights}:00`}`;
  return timedSlot(offering, from, instantOf(from, timeZone) ?? new Date());
}

/** The same on every machine, from the letters that codes are made of. */
function codeOf(name: string): string {
  const digits = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
  const hex = demoId(`code ${name}`).replaceAll('-', '');
  const letters = Array.from(
    { length: 8 },
    (_, n) => digits[Number.parseInt(hex.slice(n * 3, n * 3 + 3), 16) % digits.length],
  );
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
}
