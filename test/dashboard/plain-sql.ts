import type { App } from '../../src/app.js';
import type { Property } from '../../src/generated/prisma/client.js';

/** What a dashboard has to say of a local day, from whole tables, in the plainest words that there are. */
export interface Plain {
  bookingsToday: number;
  newBookings: number;
  arrivals: number;
  departures: number;
  inHouse: number;
  units: number;
  unitsTaken: number;
  revenue: number;
  averageDailyRate: number | null;
  openConversations: number;
  answersToday: number;
  medianResponseSeconds: number | null;
  ordersToday: number;
  openOrders: number;
}

export async function plainly(
  { database }: Pick<App, 'database'>,
  { id, timeZone }: Pick<Property, 'id' | 'timeZone'>,
  day: string,
): Promise<Plain> {
  const [row] = await database.query<Plain>(
    `WITH b AS (SELECT b.*, o.mode FROM booking b JOIN offering o ON o.id = b.offering_id WHERE b.property_id = $1),
      sold AS (
        SELECT * FROM b WHERE status IN ('CONFIRMED', 'CHECKED_IN', 'COMPLETED')
          AND CASE WHEN mode = 'NIGHTLY' THEN arrival_on <= $3::date AND departure_on > $3::date ELSE arrival_on = $3::date END
      ), said AS (
        SELECT m.*, count(*) FILTER (WHERE sender_kind = 'STAFF') OVER (PARTITION BY conversation_id ORDER BY sequence
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS answers_before
        FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE c.property_id = $1 AND m.type = 'TEXT'
      ), waited AS (
        SELECT s.created_at, (SELECT min(g.created_at) FROM said g WHERE g.conversation_id = s.conversation_id
          AND g.sender_kind = 'GUEST' AND g.sequence < s.sequence AND g.answers_before = s.answers_before) AS since
        FROM said s WHERE s.sender_kind = 'STAFF' AND (s.created_at AT TIME ZONE $2)::date = $3::date
      ), answered AS (SELECT extract(epoch FROM created_at - since)::float8 AS seconds FROM waited WHERE since IS NOT NULL)
    SELECT
      (SELECT count(*)::int FROM b WHERE (created_at AT TIME ZONE $2)::date = $3::date) AS "bookingsToday",
      (SELECT count(*)::int FROM b WHERE status = 'PENDING') AS "newBookings",
      (SELECT count(*)::int FROM b WHERE arrival_on = $3::date AND status NOT IN ('DECLINED', 'CANCELLED', 'EXPIRED')) AS arrivals,
      (SELECT count(*)::int FROM b WHERE departure_on = $3::date AND status IN ('CHECKED_IN', 'COMPLETED')) AS departures,
      (SELECT count(*)::int FROM b WHERE status = 'CHECKED_IN') AS "inHouse",
      (SELECT count(*)::int FROM unit u JOIN offering o ON o.id = u.offering_id WHERE o.property_id = $1 AND o.status <> 'ARCHIVED') AS units,
      (SELECT coalesce(sum(quantity) FILTER (WHERE mode = 'NIGHTLY'), 0)::int
        + (SELECT count(DISTINCT a.unit_id)::int FROM allocation a
            JOIN sold s ON s.id = a.booking_id WHERE s.mode <> 'NIGHTLY') FROM sold) AS "unitsTaken",
      (SELECT coalesce(sum(CASE WHEN l.kind = 'CAPTURED' THEN l.amount WHEN l.kind = 'REFUNDED' THEN -l.amount ELSE 0 END), 0)::float8
        FROM ledger_entry l JOIN payment p ON p.id = l.payment_id
        WHERE p.property_id = $1 AND (l.at AT TIME ZONE $2)::date = $3::date) AS revenue,
      (SELECT round(sum(unit_price_amount * quantity)::numeric / sum(quantity))::int FROM sold) AS "averageDailyRate",
      (SELECT count(*)::int FROM conversation WHERE property_id = $1 AND kind = 'GUEST_STAFF' AND status = 'ACTIVE') AS "openConversations",
      (SELECT count(*)::int FROM answered) AS "answersToday",
      (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FROM answered) AS "medianResponseSeconds",
      (SELECT count(*)::int FROM "order" WHERE property_id = $1 AND (created_at AT TIME ZONE $2)::date = $3::date) AS "ordersToday",
      (SELECT count(*)::int FROM "order" WHERE property_id = $1 AND status NOT IN ('DELIVERED', 'CANCELLED', 'REJECTED')) AS "openOrders"`,
    [id, timeZone, day],
  );
  if (row === undefined) throw new Error('A statement of aggregates answers one row.');
  return row;
}
