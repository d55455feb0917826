import { billOfBooking, billOfOrder, dueOf, payableOf, type Reader } from './bill.js';

/** What a payment is for. */
export interface Purpose {
  readonly bookingId: string | null;
  readonly orderId: string | null;
}

/** Of what a payment is for: what is owed, and what can be paid for it besides. */
export async function standingOf(
  db: Reader,
  { bookingId, orderId }: Purpose,
): Promise<{ due: number; payable: number }> {
  const bill = bookingId === null ? await billOfOrder(db, orderId ?? '') : await billOfBooking(db, bookingId);
  return { due: dueOf(bill), payable: payableOf(bill) };
}
