import type { Database } from '../database/client.js';
import type { Occupied } from './slot.js';

/** How many units an offering has, and how many of them are free all through each range. */
export interface FreeUnits {
  readonly units: number;
  /** In the order of the ranges. */
  readonly free: readonly number[];
}

/** One question for all ranges. Its cost grows with what is allocated between the first and the last of them. */
export async function freeUnits(
  database: Pick<Database, 'query'>,
  offeringId: string,
  ranges: readonly Occupied[],
): Promise<FreeUnits> {
  // Days on which nothing begins have units all the same.
  const asked = ranges.length > 0 ? ranges : [{ from: new Date(0), to: new Date(1) }];
  const places = asked.map((_, place) => place).sort((a, b) => startOf(asked, a) - startOf(asked, b));
  const rows = await database.query<{ units: number; taken: number }>(
    freeUnitsQuery,
    freeUnitsValues(
      offeringId,
      places.flatMap((place) => asked[place] ?? []),
    ),
  );
  const free = new Array<number>(ranges.length).fill(0);
  for (const [row, place] of places.entries()) {
    const { units = 0, taken = 0 } = rows[row] ?? {};
    if (place < free.length) free[place] = units - taken;
  }
  return { units: rows[0]?.units ?? 0, free };
}

const startOf = (ranges: readonly Occupied[], place: number): number => ranges[place]?.from.getTime() ?? 0;

/**
 * The ranges come in the order of their starts, so each allocation finds those that it touches by halving: none that starts a
 * whole longest range before it, none that starts after it.
 */
export const freeUnitsQuery = `
  WITH busy AS (
    SELECT place, count(DISTINCT a.unit_id) AS taken
    FROM unit
    JOIN allocation a ON a.unit_id = unit.id AND a.during && tstzrange(($2::timestamptz[])[1], $4) AND a.state <> 'RELEASED'
    CROSS JOIN LATERAL generate_series(
      width_bucket(coalesce(lower(a.during), '-infinity') - $5::interval, $2::timestamptz[]) + 1,
      width_bucket(coalesce(upper(a.during), 'infinity') - interval '1 microsecond', $2::timestamptz[])
    ) AS place
    WHERE unit.offering_id = $1::uuid AND (a.expires_at IS NULL OR a.expires_at > now())
      AND a.during && tstzrange(($2::timestamptz[])[place], ($3::timestamptz[])[place])
    GROUP BY place
  )
  SELECT (SELECT count(*) FROM unit WHERE offering_id = $1::uuid)::int AS units, coalesce(taken, 0)::int AS taken
  FROM generate_subscripts($2::timestamptz[], 1) AS place LEFT JOIN busy USING (place)
  ORDER BY place`;

/** For ranges in the order of their starts. */
export function freeUnitsValues(offeringId: string, ranges: readonly Occupied[]): unknown[] {
  const longest = Math.max(...ranges.map(({ from, to }) => to.getTime() - from.getTime()));
  return [
    offeringId,
    ranges.map(({ from }) => from.toISOString()),
    ranges.map(({ to }) => to.toISOString()),
    new Date(Math.max(...ranges.map(({ to }) => to.getTime()))).toISOString(),
    `${longest} milliseconds`,
  ];
}
