import type { App } from '../app.js';
import type { Alternative } from '../errors.js';
import { whyNotBookable } from './bookable.js';
import { freePlaces } from './free-places.js';
import { addDays, dayOf } from './local-time.js';
import { type BookableRow, bookableFields } from './offering-fields.js';
import { nights, type Slot } from './slot.js';
import { slotsBetween } from './slots-between.js';

const most = 3;
const nearbyDays = 14;

/**
 * Up to three slots that were free a moment ago: the same at the nearest other times, or on the same nights in another
 * kind of room. Never one that cannot be booked.
 */
export async function alternativesTo(
  app: Pick<App, 'database'>,
  offering: BookableRow,
  slot: Slot,
  quantity: number,
): Promise<Alternative[]> {
  const elsewhere = offering.mode === 'NIGHTLY' ? await sameNightsElsewhere(app, offering) : [];
  const found: Alternative[] = [];
  for (const place of elsewhere)
    found.push(...(await freeAmong(app, place, [slot], quantity)).slice(0, most - found.length));
  // One of them at the most: another time of the same is what most people want.
  const near = nearby(offering, slot).toSorted((a, b) => distance(a, slot) - distance(b, slot));
  const others = await freeAmong(app, offering, near, quantity);
  return [...others.slice(0, most - Math.min(found.length, 1)), ...found].slice(0, most);
}

function nearby(offering: BookableRow, slot: Slot): Slot[] {
  const { timeZone } = offering.property;
  const today = dayOf(new Date(), timeZone);
  const day = slot.from.slice(0, 10);
  const shifts = Array.from({ length: nearbyDays * 2 + 1 }, (_, index) => index - nearbyDays);
  if (offering.mode !== 'NIGHTLY') {
    const first = addDays(day, -3) < today ? today : addDays(day, -3);
    return slotsBetween(offering, first, addDays(first, 7)).filter(({ from }) => from !== slot.from);
  }
  return shifts
    .filter((shift) => shift !== 0 && addDays(slot.from, shift) >= today)
    .map((shift) => nights(offering, addDays(slot.from, shift), addDays(slot.to, shift)));
}

const distance = (a: Slot, b: Slot) => Math.abs(a.startsAt.getTime() - b.startsAt.getTime());

const sameNightsElsewhere = ({ database }: Pick<App, 'database'>, { id, propertyId }: BookableRow) =>
  database.prisma.offering.findMany({
    where: { propertyId, mode: 'NIGHTLY', status: 'ACTIVE', id: { not: id } },
    orderBy: { priceAmount: 'asc' },
    take: most,
    ...bookableFields,
  });

async function freeAmong(
  app: Pick<App, 'database'>,
  offering: BookableRow,
  slots: readonly Slot[],
  quantity: number,
): Promise<Alternative[]> {
  const now = new Date();
  const bookable = slots.filter((slot) => whyNotBookable(offering, slot, now) === null);
  const { free } = await freePlaces(app.database, offering, bookable);
  return bookable.flatMap(({ from, to, startsAt, endsAt }, index) => {
    const available = free[index] ?? 0;
    return available < quantity ? [] : [{ offeringId: offering.id, from, to, startsAt, endsAt, available }];
  });
}
