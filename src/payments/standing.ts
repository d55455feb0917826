import { billOfBooking, billOfOrder, dueOf, payableOf, type Reader } from './bill.js';

/** Of what a payment is for: whether nothing comes of it any more, what is owed, and what can be paid for it. */
export async function standingOf(
  db: Reader,
  { bookingId, orderId }: { bookingId: string | null; orderId: string | null },
): Promise<{ over: boolean; due: number; payable: number }> {
  const [row] = await db.$queryRaw<Array<{ over: boolean }>>`
    SELECT status IN ('DECLINED', 'CANCELLED', 'EXPIRED') AS over FROM booking WHERE id = ${bookingId}::uuid
    UNION ALL SELECT status IN ('CANCELLED', 'REJECTED') FROM "order" WHERE id = ${orderId}::uuid`;
  const bill = bookingId === null ? await billOfOrder(db, orderId ?? '') : await billOfBooking(db, bookingId);
  return { over: row?.over ?? false, due: dueOf(bill), payable: payableOf(bill) };
}
