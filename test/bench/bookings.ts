import type { App } from '../../src/app.js';
import { freeUnitsQuery, freeUnitsValues } from '../../src/bookings/free-units.js';
import { wholeDays } from '../../src/bookings/slot.js';
import { inDays } from '../bookings/clock.js';
import { aCrowd, commotion, percentile } from '../bookings/race.js';
import { onNewDatabase } from './new-database.js';
import { median } from './report.js';

export interface Bookings {
  /** Milliseconds of an attempt. */
  p50: number[];
  p99: number[];
  /** Milliseconds in which the availability of so many days of 200 units is answered, with and without a past. */
  availability: Array<{ days: number; pastBookings: number; ms: number[] }>;
}

/** What an attempt at a slot may take at the most, one in a hundred aside. */
const target = 250;
const attempts = 10_000;
const lanes = 16;

/** Two nodes on one PostgreSQL: everything that can happen to four rooms at once, and the price of looking. */
export async function measureBookings(postgresqlUrl: string, rounds: number): Promise<Bookings> {
  const result: Bookings = { p50: [], p99: [], availability: [] };
  for (let round = 0; round < rounds; round++)
    await onNewDatabase(postgresqlUrl, 2, async (nodes) => {
      const raced = await commotion(nodes, attempts, lanes, Math.random);
      if (raced.failures.length > 0) throw raced.failures[0];
      result.p50.push(percentile(raced, 0.5));
      result.p99.push(percentile(raced, 0.99));
    });
  await onNewDatabase(postgresqlUrl, 2, async ([node]) => {
    if (node !== undefined) result.availability = await looking(node, rounds);
  });
  return result;
}

async function looking(node: App, rounds: number): Promise<Bookings['availability']> {
  const { offering } = await aCrowd(node, { units: 200, guests: 0 });
  const found: Bookings['availability'] = [];
  const fill = async (from: number, to: number) => {
    await node.database.query(
      `WITH one AS (
         INSERT INTO block (id, property_id, unit_id, "from", "to") VALUES (gen_random_uuid(), $4, $5, '', '') RETURNING id
       )
       INSERT INTO allocation (unit_id, during, state, block_id)
       SELECT unit.id, tstzrange(current_date + day, current_date + day + 1), 'BLOCKED', one.id
       FROM one, unit, generate_series($2::int, $3::int, 2) AS day WHERE unit.offering_id = $1`,
      [offering.id, from, to, offering.propertyId, offering.units[0]?.id],
    );
    await node.database.script('VACUUM ANALYZE allocation');
  };
  await fill(1, 140);
  for (const pastBookings of [0, 200 * 365]) {
    if (pastBookings > 0) await fill(-730, -1);
    for (const days of [30, 60, 120]) {
      const nights = Array.from({ length: days }, (_, day) => wholeDays(inDays(10 + day), inDays(11 + day)));
      const ms: number[] = [];
      for (let time = 0; time < rounds * 5; time++) {
        const begun = performance.now();
        await node.database.query(freeUnitsQuery, freeUnitsValues(offering.id, nights));
        ms.push(performance.now() - begun);
      }
      found.push({ days, pastBookings, ms });
    }
  }
  return found;
}

export function bookingsTable({ p50, p99, availability }: Bookings): string {
  const shown = (values: readonly number[]) => median(values).toFixed(1);
  const verdict = median(p99) <= target ? 'kept' : 'missed';
  return [
    `### ${attempts.toLocaleString('en')} attempts at four rooms, ${lanes} at once on two nodes (\`bookings\`)`,
    '',
    'Holds, bookings, moves, cancellations, blocks and expiries among them.',
    '',
    '| p50 ms | p99 ms | target |',
    '|--|--|--|',
    `| ${shown(p50)} | ${shown(p99)} | p99 ≤ ${target} ms: ${verdict} |`,
    '',
    '### What is free of 200 units, by the range and by what is past',
    '',
    '| days | past bookings | ms |',
    '|--|--|--|',
    ...availability.map(({ days, pastBookings, ms }) => `| ${days} | ${pastBookings} | ${shown(ms)} |`),
  ].join('\n');
}
