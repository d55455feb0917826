import { z } from 'zod';
import { minutesOf } from '../bookings/offered-times.js';
import { OfferingMode, ProviderKind } from '../generated/prisma/enums.js';
import { changed, changedToAny, name, text, time } from '../properties/rules.js';

const count = (least: number, most: number) =>
  z.int().min(least, `${least} to ${most}.`).max(most, `${least} to ${most}.`);

export const unitCount = count(1, 500);
const closing = time.or(z.literal('24:00'));
const weekdays = z
  .array(count(1, 7))
  .min(1, 'One weekday at least.')
  .transform((days) => [...new Set(days)].sort());
const departures = z
  .array(time)
  .min(1, 'One time at least.')
  .max(48, 'At most 48 times.')
  .transform((times) => [...new Set(times)].sort());

const numbers = {
  priceAmount: count(0, 1_000_000_000),
  bufferBeforeMinutes: count(0, 1_440),
  bufferAfterMinutes: count(0, 1_440),
  minNoticeMinutes: count(0, 525_600),
  maxAdvanceDays: count(1, 1_095),
  freeCancellationHours: count(0, 8_760),
};
const plan = { opensAt: time, closesAt: closing, stepMinutes: count(5, 1_440), departureTimes: departures, weekdays };
const feePercent = count(0, 100).nullish();

const all = <Shape extends Record<string, z.ZodType>>(shape: Shape, wrap: (check: z.ZodType) => z.ZodType) =>
  Object.fromEntries(Object.entries(shape).map(([field, check]) => [field, wrap(check)])) as Shape;

export const newOfferingRules = z
  .object({
    mode: z.enum(OfferingMode),
    name,
    description: text(2_000).nullish(),
    durationMinutes: count(5, 20_160).nullish(),
    capacity: unitCount.nullish(),
    providerKind: z.enum(ProviderKind).nullish(),
    lateCancellationFeePercent: feePercent,
    ...all(numbers, (check) => check.nullish()),
    ...all(plan, (check) => check.nullish()),
    priceAmount: numbers.priceAmount,
  })
  .superRefine((input, context) => {
    for (const { field, message } of planProblems(input)) context.addIssue({ code: 'custom', path: [field], message });
  });

export const offeringChangeRules = z.object({
  name: changed(name),
  description: changed(text(2_000)),
  status: changedToAny,
  lateCancellationFeePercent: feePercent,
  ...all({ ...numbers, ...plan }, (check) => changed(check)),
});

export const newUnitsRules = z.object({
  names: z.array(name).min(1, 'One name at least.').max(500, 'At most 500 at once.').nullish(),
  count: unitCount.nullish(),
});

export const blockRules = z.object({ reason: text(500).nullish() });

interface Plan {
  mode: string;
  durationMinutes?: unknown;
  bufferBeforeMinutes?: unknown;
  bufferAfterMinutes?: unknown;
  opensAt?: unknown;
  closesAt?: unknown;
  departureTimes?: unknown;
  providerKind?: unknown;
}

/** What of a plan does not go together. Also asked of what an offering would be after a change. */
export function planProblems(plan: Plan): Array<{ field: string; message: string }> {
  const problems: Array<{ field: string; message: string }> = [];
  const problem = (field: string, message: string) => problems.push({ field, message });
  const { mode } = plan;
  const duration = plan.durationMinutes as number | null | undefined;
  const times = (plan.departureTimes ?? []) as string[];
  if (mode === 'NIGHTLY' && duration != null) problem('durationMinutes', 'A night has no duration.');
  if (mode !== 'NIGHTLY' && duration == null) problem('durationMinutes', 'How long does it take?');
  if (mode !== 'DEPARTURE' && times.length > 0) problem('departureTimes', 'Only departures leave at fixed times.');
  if (mode === 'DEPARTURE' && times.length === 0) problem('departureTimes', 'When does it leave?');
  if (mode !== 'TIMED' && plan.providerKind != null)
    problem('providerKind', 'Only appointments take the time of one person each. Assign guides to bookings.');
  if (duration == null) return problems;
  const length = duration + Number(plan.bufferBeforeMinutes ?? 0) + Number(plan.bufferAfterMinutes ?? 0);
  // The same seats cannot be on their way twice.
  const tooClose = times.some(
    (time, index) => index > 0 && minutesOf(time) - minutesOf(times[index - 1] ?? '') < length,
  );
  if (tooClose)
    problem('departureTimes', 'One departure is back before the next one leaves: make an offering for each of them.');
  if (mode === 'TIMED') {
    const open =
      minutesOf((plan.closesAt as string | null) ?? '24:00') - minutesOf((plan.opensAt as string | null) ?? '00:00');
    if (open < duration) problem('closesAt', 'It closes before one of them is over.');
  }
  return problems;
}
