import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';
import type { App } from '../../src/app.js';
import { createBooking } from '../../src/bookings/create-booking.js';
import { sweepExpiredHolds } from '../../src/bookings/sweep-holds.js';
import { assignProvider } from '../../src/providers/assign-provider.js';
import { startApp } from '../support/app.js';
import { anOffering, appointments, departures } from '../support/factories.js';
import { startTwoNodes } from '../support/two-nodes.js';
import { inDays, runOutHolds } from './clock.js';
import { holding, overlaps, untrue } from './desk.js';
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
  expect(await untrue({ app: nodeOf(0) })).toEqual([]);
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
  expect(await untrue({ app: nodeOf(0) })).toEqual([]);
});

it('B7: the time of three people is sold three times, to whichever thing wants it, and by hand too', async () => {
  const { property, people, desk } = await aCrowd(nodeOf(0), { units: 1, guests: 12 });
  const { prisma } = nodeOf(0).database;
  const providers = await prisma.provider.createManyAndReturn({
    data: ['Ana', 'Ben', 'Eva'].map((name) => ({ propertyId: property.id, name, kind: 'STYLIST' as const })),
  });
  const wanting = { ...appointments, providerKind: 'STYLIST', units: 20 } as const;
  const offerings = [await anOffering(nodeOf(0), property, wanting), await anOffering(nodeOf(0), property, wanting)];
  const rooms = await anOffering(nodeOf(0), property, { units: 12 });
  const byHand: Array<{ bookingId: string }> = [];
  for (const guest of people)
    byHand.push(
      await createBooking(asking(nodeOf(0), guest), { offeringId: rooms.id, from: inDays(8), to: inDays(9) }),
    );
  const raced = await race(160, lanes, (number) => {
    const node = nodeOf(number);
    const by = people[number % people.length];
    if (by === undefined) throw new Error('There is nobody.');
    // Who goes with a room has no other time on those days.
    const { bookingId } = byHand[number % byHand.length] ?? { bookingId: '' };
    const { id: providerId } = providers[number % providers.length] ?? { id: '' };
    if (number % 8 === 7) return assignProvider(asking(node, desk), { bookingId, providerId });
    const offeringId = offerings[number % 2]?.id ?? '';
    return createBooking(asking(node, by), { offeringId, from: `${inDays(8)}T${16 + (number % 2)}:00` });
  });
  expect(raced.failures).toEqual([]);
  expect(await overlaps({ app: nodeOf(0) })).toBe(0);
  expect(await untrue({ app: nodeOf(0) })).toEqual([]);
  // Each of them is with a room all the time, or has both hours.
  const busy = await nodeOf(0).database.query<{ rooms: number; hours: number }>(
    `SELECT count(*) FILTER (WHERE b.offering_id = $2::uuid)::int AS rooms, count(*) FILTER (WHERE b.offering_id <> $2::uuid)::int AS hours
     FROM provider p LEFT JOIN allocation a ON a.provider_id = p.id AND a.state = 'BOOKED' LEFT JOIN booking b ON b.id = a.booking_id
     WHERE p.property_id = $1::uuid GROUP BY p.id`,
    [property.id, rooms.id],
  );
  for (const { rooms: stays, hours } of busy)
    expect([
      [1, 0],
      [0, 2],
    ]).toContainEqual([stays, hours]);
  expect(raced.outcomes.SLOT_UNAVAILABLE).toBeGreaterThan(50);
});

it('B7: whatever happens at once, no unit is had twice, nobody has what is not theirs, and no hold is stuck', async () => {
  const raced = await commotion(nodes, 500, lanes, Math.random);
  expect(raced.failures).toEqual([]);
  expect(raced.outcomes.done).toBeGreaterThan(100);
  expect(raced.outcomes.SLOT_UNAVAILABLE).toBeGreaterThan(30);
  expect(await overlaps({ app: nodeOf(0) })).toBe(0);
  expect(await untrue({ app: nodeOf(0) })).toEqual([]);
  await runOutHolds(nodeOf(0));
  await Promise.all(nodes.map((node) => sweepExpiredHolds(node.database)));
  expect(await holding({ app: nodeOf(0) })).toBe(0);
});
