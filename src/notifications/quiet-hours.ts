import { Temporal } from 'temporal-polyfill';

/**
 * When the quiet hours that `now` lies in are over. Null: it lies in none. `from` and `to` are local times; when `to` is
 * the earlier one, it is that of the next day. A time that the clock leaves out ends when the clock has gone forward.
 */
export function endOfQuiet(now: Date, timeZone: string, from: string, to: string): Date | null {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  const [begins, ends, clock] = [Temporal.PlainTime.from(from), Temporal.PlainTime.from(to), local.toPlainTime()];
  const after = (time: Temporal.PlainTime) => Temporal.PlainTime.compare(clock, time) >= 0;
  const overnight = Temporal.PlainTime.compare(begins, ends) > 0;
  const quiet = overnight ? after(begins) || !after(ends) : after(begins) && !after(ends);
  if (!quiet) return null;
  const day = local.toPlainDate();
  const endsOn = overnight && after(begins) ? day.add({ days: 1 }) : day;
  const end = endsOn.toZonedDateTime({ timeZone, plainTime: ends });
  // Where the clock goes back over the end, it is quiet until it comes for the second time.
  return new Date(Math.max(end.epochMilliseconds, now.getTime()));
}
