import { Temporal } from 'temporal-polyfill';

/**
 * The instant of a local time. A time that comes twice (clocks go back) is the first of the two. Null for one that does
 * not come at all (clocks go forward).
 */
export const instantOf = remembered((local: string, timeZone: string): Date | null => {
  const wanted = Temporal.PlainDateTime.from(local);
  const zoned = wanted.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  return zoned.toPlainDateTime().equals(wanted) ? asDate(zoned) : null;
});

/** The same for a time at which something is due: one that does not come is due when the clocks have gone forward. */
export const instantOrNext = remembered((local: string, timeZone: string) =>
  asDate(Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone, { disambiguation: 'compatible' })),
);

/** What the clock on the wall shows: `2026-05-01T14:30`. */
export function localOf(instant: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
}

/** The day that it is there. */
export const dayOf = (instant: Date, timeZone: string): string => localOf(instant, timeZone).slice(0, 10);

/** Whether the calendar of the zone has this day: Samoa had no 30 December 2011. */
export const hasDay = remembered(
  (day: string, timeZone: string) =>
    Temporal.PlainDate.from(day).toZonedDateTime(timeZone).toPlainDate().toString() === day,
);

const dayMs = 86_400_000;

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);

export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs;

/** Monday is 1. */
export const weekdayOf = (day: string): number => new Date(day).getUTCDay() || 7;

export const addMinutes = (instant: Date, minutes: number): Date => new Date(instant.getTime() + minutes * 60_000);

function asDate(zoned: Temporal.ZonedDateTime): Date {
  return new Date(zoned.epochMilliseconds);
}

/** What a zone says of a day it says again: the same days are asked for over and over, and the answer takes a while. */
function remembered<Answer>(
  ask: (local: string, timeZone: string) => Answer,
): (local: string, timeZone: string) => Answer {
  const answers = new Map<string, Answer>();
  return (local, timeZone) => {
    const key = `${timeZone} ${local}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    if (answers.size >= 20_000) answers.clear();
    const answer = ask(local, timeZone);
    answers.set(key, answer);
    return answer;
  };
}
