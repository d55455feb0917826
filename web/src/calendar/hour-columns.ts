import type { CalendarBookingFragment, CalendarOfferingFragment } from '../generated/graphql.js';
import { addDays, dayOf, minutesOf } from '../ui/days.js';
import type { Block } from './use-calendar.js';

export interface HourColumn {
  readonly key: string;
  readonly day: string;
  readonly offering: CalendarOfferingFragment;
  /** Null: every offering and unit of the day. */
  readonly of: 'day' | 'unit' | 'offering';
  readonly unit: { readonly id: string; readonly name: string } | null;
}

/** A chair each for appointments, a boat each for departures; for more than one day, a day each. */
export function columnsOf(offerings: readonly CalendarOfferingFragment[], first: string, days: number): HourColumn[] {
  const [main] = offerings;
  if (main === undefined) return [];
  if (days > 1)
    return Array.from({ length: days }, (_, index) => {
      const day = addDays(first, index);
      return { key: day, day, offering: main, of: 'day', unit: null };
    });
  return offerings.flatMap((offering): HourColumn[] =>
    offering.mode === 'TIMED'
      ? offering.units.nodes.map((unit) => ({ key: unit.id, day: first, offering, of: 'unit', unit }))
      : [{ key: offering.id, day: first, offering, of: 'offering', unit: null }],
  );
}

export interface Item {
  readonly id: string;
  readonly begins: number;
  readonly ends: number;
  readonly lane: number;
  readonly lanes: number;
  readonly booking: CalendarBookingFragment | null;
  readonly block: Block | null;
}

const midnight = 24 * 60;

/** What lies in a column, side by side where it is at the same time. */
export function itemsIn(
  column: HourColumn,
  bookings: readonly CalendarBookingFragment[],
  blocks: readonly Block[],
): Item[] {
  const { day, offering, unit } = column;
  const hourly = bookings.filter((booking) => booking.offering.mode !== 'NIGHTLY' && touches(booking, day));
  const mine = hourly.filter(
    (booking) =>
      column.of === 'day' ||
      (booking.offering.id === offering.id && (unit === null || booking.units.some(({ id }) => id === unit.id))),
  );
  const closed = unit === null ? [] : blocks.filter((block) => block.unit.id === unit.id && touches(block, day));
  const found = [
    ...mine.map((booking) => ({ id: booking.id, ...within(booking, day), booking, block: null })),
    ...closed.map((block) => ({ id: block.id, ...within(block, day), booking: null, block })),
  ].toSorted((a, b) => a.begins - b.begins || b.ends - a.ends);
  return inLanes(found);
}

interface Span {
  readonly from: string;
  readonly to: string;
}

const touches = ({ from, to }: Span, day: string): boolean =>
  dayOf(from) <= day && (dayOf(to) > day || (dayOf(to) === day && to.length > 10 && minutesOf(to) > 0));

const within = ({ from, to }: Span, day: string) => ({
  begins: dayOf(from) < day || from.length === 10 ? 0 : minutesOf(from),
  ends: dayOf(to) > day || to.length === 10 ? midnight : minutesOf(to),
});

function inLanes<Found extends { begins: number; ends: number }>(
  found: readonly Found[],
): (Found & { lane: number; lanes: number })[] {
  const placed: { item: Found; lane: number; group: number }[] = [];
  let group = -1;
  let groupEnds = -1;
  let ends: number[] = [];
  for (const item of found) {
    if (item.begins >= groupEnds) {
      group++;
      ends = [];
    }
    groupEnds = Math.max(item.begins >= groupEnds ? 0 : groupEnds, item.ends);
    const free = ends.findIndex((end) => end <= item.begins);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = item.ends;
    placed.push({ item, lane, group });
  }
  const lanes = new Map<number, number>();
  for (const { lane, group: of } of placed) lanes.set(of, Math.max(lane + 1, lanes.get(of) ?? 0));
  return placed.map(({ item, lane, group: of }) => ({ ...item, lane, lanes: lanes.get(of) ?? 1 }));
}

/** From the first hour that anything happens to the last, in whole hours. */
export function hoursOf(
  offerings: readonly CalendarOfferingFragment[],
  items: readonly Item[],
): { opens: number; closes: number } {
  const starts = offerings.flatMap(({ opensAt, departureTimes }) => [
    ...(opensAt == null ? [] : [opensAt]),
    ...departureTimes,
  ]);
  const ends = offerings.flatMap(({ closesAt, departureTimes, durationMinutes }) => [
    ...(closesAt == null ? [] : [clock(closesAt)]),
    ...departureTimes.map((time) => clock(time) + (durationMinutes ?? 60)),
  ]);
  const opens = Math.min(9 * 60, ...starts.map(clock), ...items.map(({ begins }) => begins));
  const closes = Math.max(18 * 60, ...ends, ...items.map((item) => item.ends));
  return { opens: Math.floor(opens / 60) * 60, closes: Math.min(midnight, Math.ceil(closes / 60) * 60) };
}

const clock = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
