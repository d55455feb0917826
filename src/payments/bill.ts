import type { Transaction } from '../database/transaction.js';
import { Prisma, type PrismaClient } from '../generated/prisma/client.js';

/** What somebody owes and has paid, in minor units of one currency. Sums: they can be more than a single price can be. */
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
  /** What of the pending and the open is for orders that are not delivered: it is owed as soon as it is paid. */
  readonly ahead: number;
}

/** What is owed still. Below nothing: what is to be given back. */
export const dueOf = ({ stay, orders, paid, returned }: Bill): number => stay + orders - (paid - returned);

/** What another payment may be made out for: not for what is open in one, or may stay paid after all. */
export const payableOf = (bill: Bill): number => dueOf(bill) - (bill.pending + bill.open - bill.ahead);

/** The client, or a transaction. */
export type Reader = Pick<Transaction | PrismaClient, '$queryRaw'>;

// What failed is over, unless a gateway is watched that may let them try another card.
const sums = Prisma.sql`p.captured_amount::bigint AS captured,
  p.refunded_amount::bigint + p.refund_pending_amount + p.disputed_amount AS returned,
  p.refund_pending_amount::bigint AS pending,
  CASE WHEN p.status IN ('CREATED', 'PROCESSING', 'AUTHORIZED') OR p.status = 'FAILED' AND p.check_at IS NOT NULL
    THEN p.amount ELSE 0 END::bigint AS open`;

// Exact, and a number, up to 2^53.
const summed = Prisma.sql`coalesce(sum(captured), 0)::float8 AS paid, coalesce(sum(returned), 0)::float8 AS returned,
  coalesce(sum(pending), 0)::float8 AS pending, coalesce(sum(open), 0)::float8 AS open`;

/** The bills of some bookings, with the orders that are charged to them. */
export async function billsOfBookings(db: Reader, bookingIds: readonly string[]): Promise<Map<string, Bill>> {
  const rows = await db.$queryRaw<Array<Bill & { id: string }>>`
    WITH wanted AS (SELECT * FROM booking WHERE id = ANY(${bookingIds}::uuid[])),
    ordered AS (SELECT * FROM "order" WHERE booking_id = ANY(${bookingIds}::uuid[])),
    money AS (
      SELECT p.booking_id AS charged_to, p.order_id, ${sums} FROM payment p WHERE p.booking_id = ANY(${bookingIds}::uuid[])
      UNION ALL SELECT o.booking_id, p.order_id, ${sums} FROM ordered o JOIN payment p ON p.order_id = o.id
    ), of_order AS (
      SELECT o.id, o.booking_id, o.status, o.total_amount,
        coalesce(sum(captured - returned), 0) AS net, coalesce(sum(pending + open), 0) AS unsure
      FROM ordered o LEFT JOIN money ON money.order_id = o.id
      GROUP BY o.id, o.booking_id, o.status, o.total_amount
    ), owed AS (
      -- Charged when it is delivered. What was paid for before that is no credit.
      SELECT booking_id,
        sum(CASE
          WHEN status IN ('CANCELLED', 'REJECTED') THEN 0
          WHEN status = 'DELIVERED' THEN total_amount
          ELSE least(total_amount, net) END) AS orders,
        sum(CASE
          WHEN status IN ('CANCELLED', 'REJECTED', 'DELIVERED') THEN 0
          ELSE least(total_amount, net + unsure) - least(total_amount, net) END) AS ahead
      FROM of_order GROUP BY booking_id
    )
    SELECT wanted.id::text AS id,
      (CASE
        WHEN wanted.status IN ('DECLINED', 'EXPIRED') THEN 0
        WHEN wanted.status = 'CANCELLED' THEN coalesce(wanted.cancellation_fee_amount, 0)
        ELSE wanted.total_amount END)::float8 AS stay,
      coalesce((SELECT orders FROM owed WHERE owed.booking_id = wanted.id), 0)::float8 AS orders,
      coalesce((SELECT ahead FROM owed WHERE owed.booking_id = wanted.id), 0)::float8 AS ahead,
      ${summed}
    FROM wanted LEFT JOIN money ON money.charged_to = wanted.id
    GROUP BY wanted.id, wanted.status, wanted.cancellation_fee_amount, wanted.total_amount`;
  return new Map(rows.map(({ id, ...bill }) => [id, bill]));
}

export async function billOfBooking(db: Reader, bookingId: string): Promise<Bill> {
  return (await billsOfBookings(db, [bookingId])).get(bookingId) ?? nothing;
}

/** That of an order by itself. */
export async function billOfOrder(db: Reader, orderId: string): Promise<Bill> {
  const [row] = await db.$queryRaw<Bill[]>`
    WITH money AS (SELECT p.order_id, ${sums} FROM payment p WHERE p.order_id = ${orderId}::uuid)
    SELECT 0::float8 AS stay, 0::float8 AS ahead,
      (CASE WHEN o.status IN ('CANCELLED', 'REJECTED') THEN 0 ELSE o.total_amount END)::float8 AS orders,
      ${summed}
    FROM "order" o LEFT JOIN money ON money.order_id = o.id
    WHERE o.id = ${orderId}::uuid GROUP BY o.id`;
  return row ?? nothing;
}

const nothing: Bill = { stay: 0, orders: 0, paid: 0, returned: 0, pending: 0, open: 0, ahead: 0 };
