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
  const rows = await database.query<{ units: number; taken: number }>(
    freeUnitsQuery,
    freeUnitsValues(offeringId, asked),
  );
  return {
    units: rows[0]?.units ?? 0,
    free: ranges.map((_, index) => (rows[index]?.units ?? 0) - (rows[index]?.taken ?? 0)),
  };
}

export const freeUnitsQuery = `
  WITH busy AS MATERIALIZED (
    SELECT a.unit_id, a.during
    FROM unit JOIN allocation a ON a.unit_id = unit.id AND a.during && tstzrange($4, $5) AND a.state <> 'RELEASED'
    WHERE unit.offering_id = $1::uuid AND (a.expires_at IS NULL OR a.expires_at > now())
  )
  SELECT (SELECT count(*) FROM unit WHERE offering_id = $1::uuid)::int AS units, count(DISTINCT busy.unit_id)::int AS taken
  FROM unnest($2::timestamptz[], $3::timestamptz[]) WITH ORDINALITY AS wanted(starts, ends, place)
  LEFT JOIN busy ON busy.during && tstzrange(wanted.starts, wanted.ends)
  GROUP BY place ORDER BY place`;

export function freeUnitsValues(offeringId: string, ranges: readonly Occupied[]): unknown[] {
  const froms = ranges.map(({ from }) => from.toISOString());
  const tos = ranges.map(({ to }) => to.toISOString());
  // ISO texts of one offset sort as their instants do.
  return [offeringId, froms, tos, froms.toSorted()[0], tos.toSorted().at(-1)];
}
