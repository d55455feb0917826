import type { Transaction } from '../database/transaction.js';
import { Prisma, type PrismaClient } from '../generated/prisma/client.js';

/** What somebody owes and has paid, in minor units of one currency. */
export interface Bill {
  /** What the booking costs by itself: less, or nothing, once it is called off. */
  readonly stay: number;
  /** What was delivered to it, or paid with it. */
  readonly orders: number;
  /** What was captured. */
  readonly paid: number;
  /** What of that was given back, is on its way back, or was taken back by a bank. */
  readonly returned: number;
  /** What of that is on its way back: it may turn out not to arrive. */
  readonly pending: number;
  /** What payments are open for. */
  readonly open: number;
}

/** What is owed still. Below nothing: what is to be given back. */
export const dueOf = ({ stay, orders, paid, returned }: Bill): number => stay + orders - (paid - returned);

/** What another payment may be made out for: not for what is open in one, or may stay paid after all. */
export const payableOf = (bill: Bill): number => dueOf(bill) - bill.pending - bill.open;

/** The client, or a transaction. */
export type Reader = Pick<Transaction | PrismaClient, '$queryRaw'>;

const returnedSum = Prisma.sql`refunded_amount + refund_pending_amount + disputed_amount`;
// What failed is over, unless a gateway is watched that may let them try another card.
const isOpen = Prisma.sql`(status IN ('CREATED', 'PROCESSING', 'AUTHORIZED') OR status = 'FAILED' AND check_at IS NOT NULL)`;

/** The bills of some bookings, with the orders that are charged to them. */
export async function billsOfBookings(db: Reader, bookingIds: readonly string[]): Promise<Map<string, Bill>> {
  const rows = await db.$queryRaw<Array<Bill & { id: string }>>`
    WITH wanted AS (SELECT * FROM booking WHERE id = ANY(${bookingIds}::uuid[])),
    of_order AS (
      SELECT o.id, o.booking_id, o.status, o.total_amount,
             coalesce(sum(p.captured_amount - p.refunded_amount - p.refund_pending_amount - p.disputed_amount), 0) AS net
      FROM "order" o LEFT JOIN payment p ON p.order_id = o.id
      WHERE o.booking_id IN (SELECT id FROM wanted) GROUP BY o.id
    ), owed AS (
      -- Charged when it is delivered. What was paid for before that is no credit.
      SELECT booking_id, sum(CASE
        WHEN status IN ('CANCELLED', 'REJECTED') THEN 0
        WHEN status = 'DELIVERED' THEN total_amount
        ELSE least(total_amount, net) END) AS sum
      FROM of_order GROUP BY booking_id
    ), money AS (
      SELECT coalesce(p.booking_id, o.booking_id) AS charged_to, p.*
      FROM payment p LEFT JOIN of_order o ON o.id = p.order_id
      WHERE p.booking_id IN (SELECT id FROM wanted) OR o.id IS NOT NULL
    )
    SELECT wanted.id::text AS id,
      (CASE
        WHEN wanted.status IN ('DECLINED', 'EXPIRED') THEN 0
        WHEN wanted.status = 'CANCELLED' THEN coalesce(wanted.cancellation_fee_amount, 0)
        ELSE wanted.total_amount END)::int AS stay,
      coalesce((SELECT sum FROM owed WHERE owed.booking_id = wanted.id), 0)::int AS orders,
      coalesce(sum(captured_amount), 0)::int AS paid,
      coalesce(sum(returned), 0)::int AS returned,
      coalesce(sum(refund_pending_amount), 0)::int AS pending,
      coalesce(sum(amount) FILTER (WHERE is_open), 0)::int AS open
    FROM wanted LEFT JOIN (
      SELECT charged_to, captured_amount, refund_pending_amount, amount, ${returnedSum} AS returned, ${isOpen} AS is_open FROM money
    ) m ON m.charged_to = wanted.id
    GROUP BY wanted.id, wanted.status, wanted.cancellation_fee_amount, wanted.total_amount`;
  return new Map(rows.map(({ id, ...bill }) => [id, bill]));
}

export async function billOfBooking(db: Reader, bookingId: string): Promise<Bill> {
  return (await billsOfBookings(db, [bookingId])).get(bookingId) ?? nothing;
}

/** That of an order by itself. */
export async function billOfOrder(db: Reader, orderId: string): Promise<Bill> {
  const [row] = await db.$queryRaw<Bill[]>`
    SELECT 0 AS stay,
      (CASE WHEN o.status IN ('CANCELLED', 'REJECTED') THEN 0 ELSE o.total_amount END)::int AS orders,
      coalesce(sum(captured_amount), 0)::int AS paid,
      coalesce(sum(returned), 0)::int AS returned,
      coalesce(sum(refund_pending_amount), 0)::int AS pending,
      coalesce(sum(amount) FILTER (WHERE is_open), 0)::int AS open
    FROM "order" o LEFT JOIN (
      SELECT order_id, captured_amount, refund_pending_amount, amount, ${returnedSum} AS returned, ${isOpen} AS is_open FROM payment
    ) p ON p.order_id = o.id
    WHERE o.id = ${orderId}::uuid GROUP BY o.id`;
  return row ?? nothing;
}

const nothing: Bill = { stay: 0, orders: 0, paid: 0, returned: 0, pending: 0, open: 0 };
