import { weekdayOf } from './local-time.js';
import type { SlotOffering } from './slot.js';

/** The local times at which an appointment or a departure begins on a day, by its plan alone. */
export function offeredTimes(offering: SlotOffering, day: string): string[] {
  if (!offering.weekdays.includes(weekdayOf(day))) return [];
  if (offering.mode === 'DEPARTURE') return [...offering.departureTimes].sort();
  const last = minutesOf(offering.closesAt ?? '24:00') - (offering.durationMinutes ?? 0);
  const step = offering.stepMinutes ?? offering.durationMinutes ?? 60;
  const times: string[] = [];
  for (let minute = minutesOf(offering.opensAt ?? '00:00'); minute <= last; minute += step) times.push(timeOf(minute));
  return times;
}

export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

const timeOf = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
