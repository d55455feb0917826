import { Fault } from '../errors.js';
import { addDays, daysBetween, hasDay, instantOf } from './local-time.js';
import { offeredTimes } from './offered-times.js';
import { nights, type Slot, type SlotOffering, timedSlot } from './slot.js';

const mostDays = 400;
export const mostSlots = 3_000;

/** All slots that begin on the days from the one to before the other, in their order. Throws BAD_USER_INPUT for too many. */
export function slotsBetween(offering: SlotOffering, from: string, to: string): Slot[] {
  const count = daysBetween(from, to);
  if (count < 1 || count > mostDays)
    throw new Fault('BAD_USER_INPUT', `\`to\` is 1 to ${mostDays} days after \`from\`.`);
  const days = Array.from({ length: count }, (_, index) => addDays(from, index));
  const slots = days.flatMap((day) => slotsOn(offering, day));
  if (slots.length > mostSlots)
    throw new Fault('BAD_USER_INPUT', 'There is too much in this time. Ask for fewer days.');
  return slots;
}

function slotsOn(offering: SlotOffering, day: string): Slot[] {
  const { timeZone } = offering.property;
  if (!hasDay(day, timeZone)) return [];
  if (offering.mode === 'NIGHTLY') return [nights(offering, day, nextDay(day, timeZone))];
  return offeredTimes(offering, day).flatMap((time) => {
    const local = `${day}T${time}`;
    const startsAt = instantOf(local, timeZone);
    return startsAt === null ? [] : [timedSlot(offering, local, startsAt)];
  });
}

/** The calendar of the zone may leave one out. */
function nextDay(day: string, timeZone: string): string {
  const next = addDays(day, 1);
  return hasDay(next, timeZone) ? next : addDays(day, 2);
}
