/** A local day or time of a property, `2026-05-01` or `2026-05-01T14:30`, as an instant that is formatted in UTC. */
export const asUtc = (local: string): Date => new Date(local.length === 10 ? `${local}T00:00Z` : `${local}Z`);

const dayMs = 86_400_000;

export const addDays = (day: string, days: number): string =>
  new Date(asUtc(day.slice(0, 10)).getTime() + days * dayMs).toISOString().slice(0, 10);

export const daysBetween = (from: string, to: string): number =>
  Math.round((asUtc(to.slice(0, 10)).getTime() - asUtc(from.slice(0, 10)).getTime()) / dayMs);

export const dayOf = (local: string): string => local.slice(0, 10);
export const timeOf = (local: string): string => local.slice(11, 16);

/** Minutes since midnight. */
export const minutesOf = (local: string): number => Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16));

/** 1 for Monday to 7 for Sunday. */
export const weekdayOf = (day: string): number => asUtc(day).getUTCDay() || 7;

export const mondayOf = (day: string): string => addDays(day, 1 - weekdayOf(day));

/** The local time of an instant somewhere, to the minute. */
export function localTime(instant: Date | string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '00';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

export const todayIn = (timeZone: string): string => dayOf(localTime(new Date(), timeZone));

/** The instant of a local time somewhere. Where clocks are set, the offset of just before counts. */
export function instantOf(local: string, timeZone: string): string {
  const wanted = asUtc(local).getTime();
  const offset = (at: number) => asUtc(localTime(new Date(at), timeZone)).getTime() - Math.floor(at / 60_000) * 60_000;
  const first = wanted - offset(wanted);
  return new Date(wanted - offset(first)).toISOString();
}
