import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { freeUnitsQuery, freeUnitsValues } from '../../src/bookings/free-units.js';
import { wholeDays } from '../../src/bookings/slot.js';
import type { Offering, Unit } from '../../src/generated/prisma/client.js';
import { type RunningApp, startApp } from '../support/app.js';
import { anOffering, aProperty } from '../support/factories.js';
import { inDays } from './clock.js';

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: Plan[];
}

const month = Array.from({ length: 30 }, (_, day) => wholeDays(inDays(20 + day), inDays(21 + day)));

// The embedded database plans in the same way; what PostgreSQL makes of it is what counts.
describe.skipIf(inject('engine') === 'embedded')('the cost of availability', () => {
  let running: RunningApp;
  let offering: Offering & { units: Unit[] };
  beforeAll(async () => {
    // It is filled with more than a request ever writes.
    running = await startApp({ LIMIT_EXECUTION_MS: '60000' });
    offering = await anOffering(running.app, await aProperty(running.app), { units: 200 });
  });
  afterAll(() => running.close());

  /** A night in every other one, of every unit. */
  const fill = async (from: number, to: number) => {
    const { database } = running.app;
    const { id: blockId } = await database.prisma.block.create({
      data: { propertyId: offering.propertyId, unitId: offering.units[0]?.id ?? '', from: '', to: '' },
    });
    await database.query(
      `INSERT INTO allocation (unit_id, during, state, block_id)
       SELECT unit.id, tstzrange(current_date + day, current_date + day + 1), 'BLOCKED', $4
       FROM unit, generate_series($2::int, $3::int, 2) AS day WHERE unit.offering_id = $1`,
      [offering.id, from, to, blockId],
    );
    await database.script('VACUUM ANALYZE allocation');
  };

  const explained = async (): Promise<Plan[]> => {
    const [row] = await running.app.database.query<{ 'QUERY PLAN': Array<{ Plan: Plan }> }>(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${freeUnitsQuery}`,
      freeUnitsValues(offering.id, month),
    );
    const all = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(all)];
    return all(row?.['QUERY PLAN'][0]?.Plan as Plan);
  };
  const pages = ([root]: Plan[]) => (root?.['Shared Hit Blocks'] ?? 0) + (root?.['Shared Read Blocks'] ?? 0);

  it('B4: a month of 200 units is one question that uses the index, and costs what the month holds', async () => {
    await fill(1, 60);
    const [first] = await running.app.database.query<{ units: number; taken: number }>(
      freeUnitsQuery,
      freeUnitsValues(offering.id, month),
    );
    expect(first?.units).toBe(200);
    const young = await explained();
    const onAllocations = young.filter((plan) => plan['Relation Name'] === 'allocation');
    expect(onAllocations.length).toBeGreaterThan(0);
    expect(young.map((plan) => plan['Index Name'])).toContain('allocation_unit_once');
    expect(onAllocations.map((plan) => plan['Node Type'])).not.toContain('Seq Scan');

    // Most of a year later.
    await fill(-300, -1);
    const old = await explained();
    expect(old.map((plan) => plan['Index Name'])).toContain('allocation_unit_once');
    expect(pages(old)).toBeLessThan(pages(young) * 2);
  });
});
