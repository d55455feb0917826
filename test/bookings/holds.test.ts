import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sweepExpiredHolds } from '../../src/bookings/sweep-holds.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { inDays, runOutHolds } from './clock.js';
import { aDesk, createBooking, eventsOf, holdSlot } from './desk.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '100000' });
});
afterAll(() => running.close());

const nights = { from: inDays(10), to: inDays(12) };
const hold = async (offeringId: string, token: string, input: object = {}) =>
  (await running.ask(holdSlot, { input: { offeringId, ...nights, ...input } }, token)).data.holdSlot;
const runOut = () => runOutHolds(running.app);

it('B5: a slot is held for five minutes, or for as long as the property says, and nobody else gets it', async () => {
  const { offeringId, phone, desk } = await aDesk(running, { units: 1 });
  const before = Date.now();
  const mine = await hold(offeringId, phone);
  expect(mine).toMatchObject({ userErrors: [], hold: { ...nights, status: 'ACTIVE', quantity: 1 } });
  expect(Date.parse(mine.hold.expiresAt) - before).toBeGreaterThan(4 * 60_000);
  expect(Date.parse(mine.hold.expiresAt) - before).toBeLessThan(6 * 60_000);
  const { data } = await running.ask('{ viewer { holds { id } } }', {}, phone);
  expect(data.viewer.holds).toEqual([{ id: mine.hold.id }]);
  expect((await hold(offeringId, desk)).userErrors).toMatchObject([{ code: 'SLOT_UNAVAILABLE' }]);
  const quick = await aDesk(running, {}, { settings: { create: { holdMinutes: 1 } } });
  const short = await hold(quick.offeringId, quick.phone);
  expect(Date.parse(short.hold.expiresAt) - Date.now()).toBeLessThan(61_000);
});

it('B5: a booking is made of what was held, and of nobody else’s', async () => {
  const { offeringId, phone, desk, guest } = await aDesk(running, { units: 1 });
  const { hold: mine } = await hold(offeringId, phone);
  const foreign = await running.ask(createBooking, { input: { holdId: mine.id } }, desk);
  expect(foreign.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  const { data } = await running.ask(createBooking, { input: { holdId: mine.id } }, phone);
  expect(data.createBooking).toMatchObject({ userErrors: [], booking: { ...nights, units: [{ name: '1' }] } });
  const again = await running.ask(createBooking, { input: { holdId: mine.id } }, phone);
  expect(again.data.createBooking.userErrors).toMatchObject([{ code: 'HOLD_OVER', field: 'holdId' }]);
  expect((await eventsOf(running, `user:${guest.id}`)).map(({ type }) => type)).toEqual([
    'HoldPlaced',
    'HoldEnded',
    'BookingCreated',
  ]);
});

it('B5: what is given back is free at once; to give it back twice does nothing', async () => {
  const { property, offeringId, phone, desk } = await aDesk(running, { units: 1 });
  const { hold: mine } = await hold(offeringId, phone);
  const release = 'mutation ($id: ID!) { releaseHold(input: { id: $id }) { hold { status } userErrors { code } } }';
  for (let time = 0; time < 2; time++)
    expect((await running.ask(release, { id: mine.id }, phone)).data.releaseHold.hold.status).toBe('RELEASED');
  expect((await hold(offeringId, desk)).userErrors).toEqual([]);
  expect((await eventsOf(running, `property:${property.id}`)).map(({ type }) => type)).toEqual([
    'HoldPlaced',
    'AvailabilityChanged',
    'HoldEnded',
    'AvailabilityChanged',
    'HoldPlaced',
    'AvailabilityChanged',
  ]);
});

it('B5: a hold that has run out is in nobody’s way, even before it is swept', async () => {
  const { offeringId, phone, desk } = await aDesk(running, { units: 1 });
  const { hold: mine } = await hold(offeringId, phone);
  await runOut();
  const late = await running.ask(createBooking, { input: { holdId: mine.id } }, phone);
  expect(late.data.createBooking.userErrors).toMatchObject([{ code: 'HOLD_OVER' }]);
  expect((await hold(offeringId, desk)).userErrors).toEqual([]);
  const { data } = await running.ask(
    'query ($id: ID!) { node(id: $id) { ... on Hold { status } } }',
    { id: mine.id },
    phone,
  );
  expect(data.node.status).toBe('EXPIRED');
});

it('B5: a hold that has run out ends by itself, and its holder hears of it', async () => {
  const { offeringId, phone, guest } = await aDesk(running, { units: 1 });
  await hold(offeringId, phone);
  await runOut();
  // Within five seconds and a poll of the queue.
  await eventually(async () =>
    expect(await eventsOf(running, `user:${guest.id}`)).toMatchObject([
      { type: 'HoldPlaced' },
      { type: 'HoldEnded', actor: 'system', payload: { outcome: 'EXPIRED' } },
    ]),
  );
  expect(await sweepExpiredHolds(running.app.database)).toBe(0);
});

it('threat 19: nobody holds more than three at once, however they ask', async () => {
  const { offeringId, phone } = await aDesk(running, { units: 20 });
  const answers = await Promise.all(Array.from({ length: 12 }, () => hold(offeringId, phone)));
  const codes = answers.flatMap(({ userErrors }) => userErrors.map(({ code }: { code: string }) => code));
  expect(codes).toEqual(Array(9).fill('TOO_MANY_HOLDS'));
  await runOut();
  expect((await hold(offeringId, phone)).userErrors).toEqual([]);
});

it('B5: the same key holds once', async () => {
  const { offeringId, phone } = await aDesk(running, { units: 1 });
  const idempotencyKey = randomUUID();
  const answers = await Promise.all(Array.from({ length: 5 }, () => hold(offeringId, phone, { idempotencyKey })));
  expect(new Set(answers.map(({ hold: { id } }) => id)).size).toBe(1);
  expect(await hold(offeringId, phone, { idempotencyKey })).toEqual(answers[0]);
});
