import type { BookingFilter, BookingOrder, BookingStatus } from '../generated/graphql.js';
import { addDays, todayIn } from '../ui/days.js';

export const bookingStatuses = [
  'PENDING',
  'CONFIRMED',
  'CHECKED_IN',
  'COMPLETED',
  'CANCELLED',
  'DECLINED',
  'NO_SHOW',
  'EXPIRED',
] as const satisfies readonly BookingStatus[];
export const bookingOrders = ['ARRIVAL', 'ARRIVAL_DESC', 'NEWEST', 'OLDEST'] as const satisfies readonly BookingOrder[];
export const arrivals = ['all', 'today', 'upcoming', 'past'] as const;

/** What stands in the address: it can be sent to a colleague, and the way back finds it again. */
export interface BookingSearch {
  status?: BookingStatus;
  when?: (typeof arrivals)[number];
  offering?: string;
  search?: string;
  sort?: BookingOrder;
}

const oneOf = <Value extends string>(values: readonly Value[], given: unknown): Value | undefined =>
  values.find((value) => value === given);

export function readBookingSearch(given: Record<string, unknown>): BookingSearch {
  const status = oneOf(bookingStatuses, given.status);
  const when = oneOf(arrivals, given.when);
  const sort = oneOf(bookingOrders, given.sort);
  return {
    ...(status !== undefined && { status }),
    ...(when !== undefined && { when }),
    ...(sort !== undefined && { sort }),
    ...(typeof given.offering === 'string' && { offering: given.offering }),
    ...(typeof given.search === 'string' && given.search !== '' && { search: given.search }),
  };
}

export function filterOf(propertyId: string, timeZone: string, search: BookingSearch): BookingFilter {
  const today = todayIn(timeZone);
  const tomorrow = addDays(today, 1);
  return {
    propertyId,
    ...(search.status !== undefined && { statuses: [search.status] }),
    ...(search.offering !== undefined && { offeringId: search.offering }),
    ...(search.search !== undefined && { search: search.search.trim() }),
    ...(search.when === 'today' && { from: today, to: tomorrow }),
    ...(search.when === 'upcoming' && { from: today }),
    ...(search.when === 'past' && { to: today }),
  };
}

export const orderOf = ({ sort, when }: BookingSearch): BookingOrder =>
  sort ?? (when === 'past' ? 'ARRIVAL_DESC' : when === undefined || when === 'all' ? 'NEWEST' : 'ARRIVAL');
