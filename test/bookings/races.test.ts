import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';
import type { App } from '../../src/app.js';
import { createBooking } from '../../src/bookings/create-booking.js';
import { sweepExpiredHolds } from '../../src/bookings/sweep-holds.js';
import { startApp } from '../support/app.js';
import { anOffering, departures } from '../support/factories.js';
import { startTwoNodes } from '../support/two-nodes.js';
import { inDays, runOutHolds } from './clock.js';
import { overlaps } from './desk.js';
import { aCrowd, asking, commotion, race } from './race.js';

// The embedded database belongs to one process alone.
let nodes: readonly App[];
let close: () => Promise<void>;
beforeAll(async () => {
  if (inject('engine') === 'embedded') {
    const running = await startApp();
    nodes = [running.app];
    close = running.close;
  } else {
    const cluster = await startTwoNodes();
    nodes = cluster.nodes.map(({ app }) => app);
    close = cluster.close;
  }
});
afterAll(() => close());

const lanes = 24;
// A machine that does other things too needs a while for so many.
vi.setConfig({ testTimeout: 120_000 });
const nodeOf = (number: number): App => nodes[number % nodes.length] as App;

/** Every booking that holds something has just what it is for, and nothing else is booked. */
async function untrue(): Promise<unknown[]> {
  return nodeOf(0).database.query(`
    SELECT booking.id, booking.status, booking.quantity, count(a.id)::int AS units
    FROM booking LEFT JOIN allocation a ON a.booking_id = booking.id AND a.state = 'BOOKED' AND a.unit_id IS NOT NULL
    GROUP BY booking.id
    HAVING count(a.id) <> CASE WHEN booking.status IN ('PENDING', 'CONFIRMED', 'CHECKED_IN') THEN booking.quantity ELSE 0 END`);
}

it('B7: of many who want one of ten slots at once, ten get one', async () => {
  const { offering, people } = await aCrowd(nodeOf(0), { units: 2, guests: 12 });
  const raced = await race(250, lanes, (number) => {
    const day = 10 + (number % 5);
    const by = people[number % people.length];
    if (by === undefined) throw new Error('There is nobody.');
    return createBooking(asking(nodeOf(number), by), {
      offeringId: offering.id,
      from: inDays(day),
      to: inDays(day + 1),
    });
  });
  expect(raced.failures).toEqual([]);
  expect(raced.outcomes).toEqual({ done: 10, SLOT_UNAVAILABLE: 240 });
  expect(await overlaps({ app: nodeOf(0) })).toBe(0);
  expect(await untrue()).toEqual([]);
});

it('B7: a capacity of forty is sold forty times, in twos and threes too', async () => {
  const { property, people } = await aCrowd(nodeOf(0), { units: 1, guests: 8 });

  const tour = await anOffering(nodeOf(0), property, { ...departures, units: 40 });
  const from = `${inDays(6)}T09:00`;
  let sold = 0;
  const raced = await race(150, lanes, async (number) => {
    const by = people[number % people.length];
    if (by === undefined) throw new Error('There is nobody.');
    const quantity = 1 + (number % 3);
    await createBooking(asking(nodeOf(number), by), { offeringId: tour.id, from, quantity });
    sold += quantity;
  });
  expect(raced.failures).toEqual([]);
  // Single ones come until the end, so that not one seat is left.
  expect(sold).toBe(40);
  expect(await untrue()).toEqual([]);
});

it('B7: whatever happens at once, no unit is had twice, nobody has what is not theirs, and no hold is stuck', async () => {
  const raced = await commotion(nodes, 500, lanes, Math.random);
  expect(raced.failures).toEqual([]);
  expect(raced.outcomes.done).toBeGreaterThan(100);
  expect(raced.outcomes.SLOT_UNAVAILABLE).toBeGreaterThan(30);
  expect(await overlaps({ app: nodeOf(0) })).toBe(0);
  expect(await untrue()).toEqual([]);
  const { database } = nodeOf(0);
  await runOutHolds(nodeOf(0));
  await Promise.all(nodes.map((node) => sweepExpiredHolds(node.database)));
  const stuck = `SELECT count(*)::int AS count FROM hold LEFT JOIN allocation a ON a.hold_id = hold.id AND a.state = 'HELD'
    WHERE hold.status = 'ACTIVE' OR a.id IS NOT NULL`;
  expect(await database.query(stuck)).toEqual([{ count: 0 }]);
});
