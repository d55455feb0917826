import type { BookingFilter, BookingOrder, BookingRowFragment } from '../generated/graphql.js';
import { dayOf } from '../ui/days.js';

type Row = BookingRowFragment;

/** Whether a booking belongs on a list, as the server decides it. An address is not in the row: what was found by it stays. */
export function belongs(filter: BookingFilter, row: Row, listed: (id: string) => boolean): boolean {
  const { statuses, from, to, offeringId, search } = filter;
  if (statuses != null && !statuses.includes(row.status)) return false;
  if (offeringId != null && row.offering.id !== offeringId) return false;
  const day = dayOf(row.from);
  if (from != null && day < from) return false;
  if (to != null && day >= to) return false;
  if (search == null || search === '') return true;
  const wanted = search.toLowerCase();
  return row.code.toLowerCase().includes(wanted) || row.guestName.toLowerCase().includes(wanted) || listed(row.id);
}

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byArrival = (a: Row, b: Row): number => Date.parse(a.startsAt) - Date.parse(b.startsAt) || byAge(a, b);
const byAge = (a: Row, b: Row): number => Date.parse(a.createdAt) - Date.parse(b.createdAt) || text(a.code, b.code);

export const bookingComparisons: Record<BookingOrder, (a: Row, b: Row) => number> = {
  ARRIVAL: byArrival,
  ARRIVAL_DESC: (a, b) => byArrival(b, a),
  OLDEST: byAge,
  NEWEST: (a, b) => byAge(b, a),
};
