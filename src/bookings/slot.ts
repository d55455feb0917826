import { Refusal } from '../errors.js';
import type { Offering, Property, PropertySettings } from '../generated/prisma/client.js';
import { addMinutes, dayOf, daysBetween, hasDay, instantOf, instantOrNext, localOf } from './local-time.js';
import { offeredTimes } from './offered-times.js';

/** What of an offering and its property says which slots there are. */
export interface SlotOffering
  extends Pick<
    Offering,
    | 'mode'
    | 'durationMinutes'
    | 'bufferBeforeMinutes'
    | 'bufferAfterMinutes'
    | 'opensAt'
    | 'closesAt'
    | 'stepMinutes'
    | 'departureTimes'
    | 'weekdays'
  > {
  readonly property: Pick<Property, 'timeZone'> & {
    readonly settings: Pick<PropertySettings, 'checkInTime' | 'checkOutTime'> | null;
  };
}

/** Something that can be booked. */
export interface Slot {
  /** As people say it: days for nights, local times for the rest. */
  readonly from: string;
  readonly to: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly occupied: Occupied;
  /** How often the price is due. */
  readonly times: number;
}

/** What is taken of a unit: half-open, buffers included. Nights are whole days in UTC, whatever the zone. */
export interface Occupied {
  readonly from: Date;
  readonly to: Date;
}

export const mostNights = 366;

/** The slot that somebody asked for. Throws SLOT_NOT_OFFERED, with what would be right. */
export function slotOf(offering: SlotOffering, from: string, to: string | null | undefined): Slot {
  return offering.mode === 'NIGHTLY' ? nights(offering, from, to) : timed(offering, from, to);
}

export function nights(offering: SlotOffering, from: string, to: string | null | undefined): Slot {
  const { timeZone, settings } = offering.property;
  for (const [field, day] of Object.entries({ from, to })) {
    if (day == null || !isDay(day)) throw notOffered(field, 'Nights are given as days, such as “2026-05-01”.');
    if (!hasDay(day, timeZone)) throw notOffered(field, `There is no such day in ${timeZone}.`);
  }
  const until = to ?? from;
  const times = daysBetween(from, until);
  if (times < 1) throw notOffered('to', 'A stay has one night at least.');
  if (times > mostNights) throw notOffered('to', `A stay has ${mostNights} nights at most.`);
  return {
    from,
    to: until,
    startsAt: instantOrNext(`${from}T${settings?.checkInTime ?? '15:00'}`, timeZone),
    endsAt: instantOrNext(`${until}T${settings?.checkOutTime ?? '11:00'}`, timeZone),
    occupied: wholeDays(from, until),
    times,
  };
}

function timed(offering: SlotOffering, from: string, to: string | null | undefined): Slot {
  const { timeZone } = offering.property;
  const local = localTime(from, timeZone, 'from');
  const startsAt = instantOf(local, timeZone);
  if (startsAt === null)
    throw notOffered('from', `There is no ${local.slice(11)} on this day in ${timeZone}: clocks go forward.`);
  if (hasOffset(from) && startsAt.getTime() !== Date.parse(from))
    throw notOffered('from', 'Clocks go back on this day: the first of the two is offered alone.');
  if (!offeredTimes(offering, local.slice(0, 10)).includes(local.slice(11)))
    throw notOffered('from', 'It does not begin at this time.');
  const slot = timedSlot(offering, local, startsAt);
  if (to != null && localTime(to, timeZone, 'to') !== slot.to)
    throw notOffered('to', `It ends at ${slot.to}. Leave \`to\` out.`);
  return slot;
}

/** The slot of an offering with a duration that begins then. */
export function timedSlot(offering: SlotOffering, from: string, startsAt: Date): Slot {
  const endsAt = addMinutes(startsAt, offering.durationMinutes ?? 0);
  return bookedSlot(offering, { from, to: localOf(endsAt, offering.property.timeZone), startsAt, endsAt });
}

/** The slot of a booking, as it was agreed. */
export function bookedSlot(
  offering: SlotOffering,
  { from, to, startsAt, endsAt }: Pick<Slot, 'from' | 'to' | 'startsAt' | 'endsAt'>,
): Slot {
  if (offering.mode === 'NIGHTLY')
    return { from, to, startsAt, endsAt, occupied: wholeDays(from, to), times: daysBetween(from, to) };
  const { bufferBeforeMinutes, bufferAfterMinutes } = offering;
  const occupied = { from: addMinutes(startsAt, -bufferBeforeMinutes), to: addMinutes(endsAt, bufferAfterMinutes) };
  return { from, to, startsAt, endsAt, occupied, times: 1 };
}

/** What of a unit is taken from one time to another, by whatever it is taken. Throws SLOT_NOT_OFFERED. */
export function occupiedBetween(offering: SlotOffering, from: string, to: string): Occupied {
  if (offering.mode === 'NIGHTLY') return nights(offering, from, to).occupied;
  const { timeZone } = offering.property;
  // A day begins at midnight.
  const instant = (text: string, field: string) =>
    instantOrNext(isDay(text) ? `${text}T00:00` : localTime(text, timeZone, field), timeZone);
  const occupied = { from: instant(from, 'from'), to: instant(to, 'to') };
  if (occupied.to <= occupied.from) throw notOffered('to', 'It ends after it begins.');
  if (daysBetween(dayOf(occupied.from, timeZone), dayOf(occupied.to, timeZone)) > mostNights)
    throw notOffered('to', `It takes ${mostNights} days at most.`);
  return occupied;
}

export const wholeDays = (from: string, to: string): Occupied => ({
  from: new Date(`${from}T00:00:00Z`),
  to: new Date(`${to}T00:00:00Z`),
});

export const isDay = (text: string): boolean => text.length === 10;

const hasOffset = (text: string) => /(?:Z|[+-]\d\d:\d\d)$/.test(text);

/** An instant is told as the clock on the wall shows it. */
function localTime(text: string, timeZone: string, field: string): string {
  if (isDay(text)) throw notOffered(field, 'A time is needed, such as “2026-05-01T14:30”: local, or with an offset.');
  return hasOffset(text) ? localOf(new Date(text), timeZone) : text.slice(0, 16);
}

export const notOffered = (field: string, message: string) => new Refusal('SLOT_NOT_OFFERED', { field, message });
