import { Refusal } from '../errors.js';
import type { BookingStatus } from '../generated/prisma/enums.js';

/** Who comes on a day: those who have come, or never came, among them. */
export const comingStatuses: BookingStatus[] = ['PENDING', 'CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'NO_SHOW'];
/** Who goes on a day: those who have gone among them. */
export const goingStatuses: BookingStatus[] = ['CHECKED_IN', 'COMPLETED'];

/** What can follow on what. */
export const bookingTransitions: Readonly<Record<BookingStatus, readonly BookingStatus[]>> = {
  PENDING: ['CONFIRMED', 'DECLINED', 'CANCELLED', 'EXPIRED'],
  CONFIRMED: ['CHECKED_IN', 'CANCELLED', 'NO_SHOW'],
  CHECKED_IN: ['COMPLETED'],
  COMPLETED: [],
  DECLINED: [],
  CANCELLED: [],
  EXPIRED: [],
  NO_SHOW: [],
};

/** Those that have their units. */
export const holdingStates: readonly BookingStatus[] = ['PENDING', 'CONFIRMED', 'CHECKED_IN'];

/** Those in which a booking can be moved and changed. */
export const changeableStates: readonly BookingStatus[] = ['PENDING', 'CONFIRMED'];

export function refuseBookingTransition(from: BookingStatus, to: BookingStatus): void {
  const allowed = bookingTransitions[from];
  if (!allowed.includes(to)) throw new Refusal('INVALID_TRANSITION', { from, allowed });
}

/** Nobody is assigned to what is over. */
export function refuseUnassignable(status: BookingStatus): void {
  if (!holdingStates.includes(status))
    throw new Refusal('INVALID_TRANSITION', { from: status, allowed: [], message: 'It is over.' });
}

/** What is over, or has begun, stays as it is. */
export function refuseUnchangeable(status: BookingStatus): void {
  if (!changeableStates.includes(status))
    throw new Refusal('INVALID_TRANSITION', {
      from: status,
      allowed: bookingTransitions[status],
      message: 'It cannot be changed any more.',
    });
}
