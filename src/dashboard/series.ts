import type { Database } from '../database/client.js';
import { factsOf } from './facts.js';

export const intervals = ['HOUR', 'DAY', 'WEEK', 'MONTH'] as const;
export type Interval = (typeof intervals)[number];

export interface Point {
  readonly at: Date;
  readonly value: number | null;
}

interface Metric {
  readonly facts: string;
  /** Of what happened at an instant there are hours. Of days, there are days at the smallest. */
  readonly by: 'instant' | 'day';
  /** What the facts of one point come to: `fact` has them, `span` its days, `units` how many there are. */
  readonly value: string;
  readonly isMoney?: true;
}

const count = 'coalesce(sum(fact.value), 0)::float8';

export const metrics = {
  BOOKINGS: { facts: factsOf.bookings, by: 'instant', value: count },
  ARRIVALS: { facts: factsOf.arrivals, by: 'day', value: count },
  DEPARTURES: { facts: factsOf.departures, by: 'day', value: count },
  OCCUPANCY: {
    facts: factsOf.unitsTaken,
    by: 'day',
    value: '(coalesce(sum(fact.value), 0) / nullif(point.span * (SELECT sum(units) FROM here), 0))::float8',
  },
  REVENUE: { facts: factsOf.revenue, by: 'instant', value: count, isMoney: true },
  AVERAGE_DAILY_RATE: {
    facts: factsOf.sold,
    by: 'day',
    value: '(sum(fact.value) / nullif(sum(fact.weight), 0))::float8',
    isMoney: true,
  },
  RESPONSE_SECONDS: {
    facts: factsOf.answers,
    by: 'instant',
    value: 'percentile_cont(0.5) WITHIN GROUP (ORDER BY fact.value)',
  },
  ORDERS: { facts: factsOf.orders, by: 'instant', value: count },
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof metrics;

export interface Asked {
  readonly metric: MetricName;
  readonly interval: Interval;
  /** Null: all properties. */
  readonly propertyId: string | null;
  /** Only properties with this one. */
  readonly currency: string | null;
  /** Local days: the first, and the one after the last. */
  readonly from: string;
  readonly to: string;
  /** Of the points. The days of each property are its own. */
  readonly timeZone: string;
}

/** Each point of the time, also where nothing happened. */
export function readSeries(database: Pick<Database, 'query'>, asked: Asked): Promise<Point[]> {
  const { metric, interval, propertyId, currency, from, to, timeZone } = asked;
  return database.query<Point>(statement(metrics[metric], interval), [propertyId, currency, from, to, timeZone]);
}

function statement({ facts, by, value }: Metric, interval: Interval): string {
  const unit = interval.toLowerCase();
  // The day of a property is the day of the chart, whichever hour it is elsewhere. An hour is the same everywhere, and one
  // that the clocks repeat comes twice.
  const local = by === 'instant' ? 'fact.at AT TIME ZONE here.time_zone' : 'fact.day::timestamp';
  const [points, key] =
    interval === 'HOUR'
      ? [
          `SELECT at AS key, at, 0 AS span FROM generate_series($3::timestamp AT TIME ZONE $5::text, ($4::timestamp AT TIME ZONE $5::text) - interval '1 second', interval '1 hour') AS at`,
          `date_trunc('hour', fact.at, $5::text)`,
        ]
      : [
          `SELECT key, key AT TIME ZONE $5::text AS at,
             least(key + interval '1 ${unit}', $4::timestamp)::date - greatest(key, $3::timestamp)::date AS span
           FROM generate_series(date_trunc('${unit}', $3::timestamp), $4::timestamp - interval '1 day', interval '1 ${unit}') AS key`,
          `date_trunc('${unit}', ${local})`,
        ];
  return `
    WITH here AS (
      SELECT p.id, p.time_zone, $3::date AS first, $4::date AS last,
        $3::timestamp AT TIME ZONE p.time_zone AS since, $4::timestamp AT TIME ZONE p.time_zone AS until,
        (SELECT count(*) FROM unit u JOIN offering o ON o.id = u.offering_id AND o.status <> 'ARCHIVED' WHERE u.property_id = p.id) AS units
      FROM property p WHERE ($1::uuid IS NULL OR p.id = $1::uuid) AND ($2::text IS NULL OR p.currency = $2::text)
    ), point AS (${points}), fact AS (
      SELECT fact.*, ${key} AS key FROM here CROSS JOIN LATERAL (${facts}) AS fact
    )
    SELECT point.at, ${value} AS value FROM point LEFT JOIN fact ON fact.key = point.key
    GROUP BY point.key, point.at, point.span ORDER BY point.at`;
}
