import { comingStatuses, goingStatuses } from '../bookings/states.js';
import type { BookingStatus } from '../generated/prisma/enums.js';

/**
 * What is counted, as SQL. Each statement is about `here`: one property, its `first` day, its `last` (the one after), and
 * the instants at which they begin, `since` and `until`. All of them come by an index to what lies between those, so that
 * what they cost depends on what happened then, and not on how much has happened before.
 */
export const soldStatuses = ['CONFIRMED', 'CHECKED_IN', 'COMPLETED'] as const satisfies readonly BookingStatus[];

const among = (statuses: readonly string[]) => `(${statuses.map((status) => `'${status}'`).join(', ')})`;

const createdThen = (alias: string) =>
  `${alias}.property_id = here.id AND ${alias}.created_at >= here.since AND ${alias}.created_at < here.until`;

/**
 * Rows below another one, read for each of those by its index. OFFSET 0 is a fence: who plans for many properties at once
 * would else begin with the whole table.
 */
const each = (alias: string, rows: string) => `CROSS JOIN LATERAL (${rows} OFFSET 0) AS ${alias}`;

/** The nights that bookings take, and the units that those without nights take on their day. */
const nightsThen = `booking b JOIN offering o ON o.id = b.offering_id AND o.mode = 'NIGHTLY'
  CROSS JOIN LATERAL generate_series(
    greatest(b.arrival_on, here.first)::timestamp, (least(b.departure_on, here.last) - 1)::timestamp, interval '1 day') AS night
  WHERE b.property_id = here.id AND daterange(b.arrival_on, b.departure_on) && daterange(here.first, here.last)
    AND b.status IN ${among(soldStatuses)}`;
const otherwiseThen = `booking b JOIN offering o ON o.id = b.offering_id AND o.mode <> 'NIGHTLY'`;
const thatDay = `b.property_id = here.id AND b.arrival_on >= here.first AND b.arrival_on < here.last
  AND b.status IN ${among(soldStatuses)}`;

export const factsOf = {
  bookings: `SELECT b.created_at AS at, 1 AS value FROM booking b WHERE ${createdThen('b')}`,
  orders: `SELECT o.created_at AS at, 1 AS value FROM "order" o WHERE ${createdThen('o')}`,
  arrivals: `SELECT b.arrival_on AS day, b.status, 1 AS value FROM booking b
    WHERE b.property_id = here.id AND b.arrival_on >= here.first AND b.arrival_on < here.last AND b.status IN ${among(comingStatuses)}`,
  departures: `SELECT b.departure_on AS day, b.status, 1 AS value FROM booking b
    WHERE b.property_id = here.id AND b.departure_on >= here.first AND b.departure_on < here.last AND b.status IN ${among(goingStatuses)}`,
  unitsTaken: `SELECT night::date AS day, b.quantity AS value FROM ${nightsThen}
    UNION ALL
    SELECT b.arrival_on, count(DISTINCT a.unit_id) FROM ${otherwiseThen}
      JOIN allocation a ON a.booking_id = b.id AND a.unit_id IS NOT NULL AND a.during && tstzrange(b.starts_at, b.ends_at)
    WHERE ${thatDay} GROUP BY b.arrival_on`,
  /** What was sold of a day, and for how much. */
  sold: `SELECT night::date AS day, b.quantity AS weight, b.unit_price_amount::bigint * b.quantity AS value FROM ${nightsThen}
    UNION ALL
    SELECT b.arrival_on, b.quantity, b.unit_price_amount::bigint * b.quantity FROM ${otherwiseThen} WHERE ${thatDay}`,
  // Whatever is posted to a payment changes it: none that lay still since then has anything of that time.
  revenue: `SELECT l.at, CASE WHEN l.kind IN ('CAPTURED', 'REFUND_REVERSED', 'DISPUTE_WON') THEN l.amount ELSE -l.amount END::bigint AS value
    FROM payment p ${each(
      'l',
      `SELECT l.* FROM ledger_entry l WHERE l.payment_id = p.id AND l.at >= here.since AND l.at < here.until
        AND l.kind IN ('CAPTURED', 'REFUNDED', 'REFUND_REVERSED', 'DISPUTED', 'DISPUTE_WON')`,
    )}
    WHERE p.property_id = here.id AND p.updated_at >= here.since`,
  // Messages are in the order of their time: from the newest back to the first of before, and what is between is of then.
  answers: `SELECT s.created_at AS at, extract(epoch FROM s.created_at - asked.created_at)::float8 AS value
    FROM conversation c
    CROSS JOIN LATERAL (SELECT coalesce((
      SELECT m.sequence FROM message m WHERE m.conversation_id = c.id AND m.created_at < here.since
      ORDER BY m.sequence DESC LIMIT 1), 0) AS sequence) before
    ${each(
      's',
      `SELECT s.* FROM message s WHERE s.conversation_id = c.id AND s.sequence > before.sequence AND s.sender_kind = 'STAFF'
        AND s.type = 'TEXT' AND s.created_at >= here.since AND s.created_at < here.until`,
    )}
    CROSS JOIN LATERAL (SELECT coalesce((
      SELECT m.sequence FROM message m WHERE m.conversation_id = c.id AND m.sequence < s.sequence
        AND m.sender_kind = 'STAFF' AND m.type = 'TEXT' ORDER BY m.sequence DESC LIMIT 1), 0) AS sequence) answered
    CROSS JOIN LATERAL (
      SELECT m.created_at FROM message m WHERE m.conversation_id = c.id AND m.sequence > answered.sequence
        AND m.sequence < s.sequence AND m.sender_kind = 'GUEST' AND m.type = 'TEXT' ORDER BY m.sequence LIMIT 1) asked
    WHERE c.property_id = here.id AND c.kind = 'GUEST_STAFF' AND c.last_activity_at >= here.since`,
} as const;
