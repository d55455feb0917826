import type { Database } from '../database/client.js';
import { factsOf } from './facts.js';

/** Of one property and its day. */
export interface Figures {
  readonly propertyId: string;
  readonly currency: string;
  /** The local day. */
  readonly day: string;
  readonly bookings: number;
  readonly newBookings: number;
  readonly arrivals: number;
  readonly arrivalsToCome: number;
  readonly departures: number;
  readonly departuresToCome: number;
  readonly inHouse: number;
  readonly units: number;
  readonly unitsTaken: number;
  readonly openConversations: number;
  /** Seconds that guests waited for each answer of the day. */
  readonly answers: readonly number[];
  readonly orders: number;
  readonly openOrders: number;
  /** Minor units. */
  readonly revenue: number;
  readonly soldUnits: number;
  readonly soldAmount: number;
}

/** How a property, or each of them, stands on its own day: one statement, at a cost that does not grow with the past. */
export function figuresOf(
  database: Pick<Database, 'prepared'>,
  propertyId: string | null,
  at: Date,
): Promise<Figures[]> {
  return propertyId === null
    ? database.prepared<Figures>(ofAll, [at])
    : database.prepared<Figures>(ofOne, [at, propertyId]);
}

const from = (facts: string, columns: string) => `(SELECT ${columns} FROM (${facts}) AS fact)`;

const statement = (which: string) => `
  WITH here AS (
    SELECT id, currency, day, day AS first, day + 1 AS last,
      day::timestamp AT TIME ZONE time_zone AS since, (day + 1)::timestamp AT TIME ZONE time_zone AS until
    FROM (SELECT id, currency, time_zone, ($1::timestamptz AT TIME ZONE time_zone)::date AS day FROM property WHERE ${which}) AS p
  )
  SELECT here.id::text AS "propertyId", here.currency, here.day::text AS day,
    ${from(factsOf.bookings, 'count(*)::int')} AS bookings,
    (SELECT count(*)::int FROM booking b WHERE b.property_id = here.id AND b.status = 'PENDING') AS "newBookings",
    coming.arrivals, coming."arrivalsToCome", going.departures, going."departuresToCome",
    (SELECT count(*)::int FROM booking b WHERE b.property_id = here.id AND b.status = 'CHECKED_IN') AS "inHouse",
    (SELECT count(*)::int FROM unit u JOIN offering o ON o.id = u.offering_id AND o.status <> 'ARCHIVED'
      WHERE u.property_id = here.id) AS units,
    ${from(factsOf.unitsTaken, 'coalesce(sum(value), 0)::int')} AS "unitsTaken",
    (SELECT coalesce(sum(open), 0)::int FROM conversation_tally t WHERE t.property_id = here.id) AS "openConversations",
    ${from(factsOf.answers, "coalesce(array_agg(value), '{}')")} AS answers,
    ${from(factsOf.orders, 'count(*)::int')} AS orders,
    (SELECT count(*)::int FROM "order" o WHERE o.property_id = here.id
      AND o.status IN ('PLACED', 'ACCEPTED', 'PREPARING', 'READY')) AS "openOrders",
    ${from(factsOf.revenue, 'coalesce(sum(value), 0)::float8')} AS revenue,
    sold."soldUnits", sold."soldAmount"
  FROM here
  CROSS JOIN LATERAL (SELECT count(*)::int AS arrivals,
    (count(*) FILTER (WHERE status IN ('PENDING', 'CONFIRMED')))::int AS "arrivalsToCome" FROM (${factsOf.arrivals}) AS fact) AS coming
  CROSS JOIN LATERAL (SELECT count(*)::int AS departures,
    (count(*) FILTER (WHERE status = 'CHECKED_IN'))::int AS "departuresToCome" FROM (${factsOf.departures}) AS fact) AS going
  CROSS JOIN LATERAL (SELECT coalesce(sum(weight), 0)::int AS "soldUnits", coalesce(sum(value), 0)::float8 AS "soldAmount"
    FROM (${factsOf.sold}) AS fact) AS sold`;

const ofAll = statement('true');
const ofOne = statement('id = $2::uuid');
