import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { anOffering } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { inDays } from './clock.js';
import { aDesk, book, type Desk, eventsOf, modify, overlaps, reschedule, transition } from './desk.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000' });
});
afterAll(async () => {
  expect(await overlaps(running)).toBe(0);
  await running.close();
});

const move = async (input: object, token: string) =>
  (await running.ask(reschedule, { input }, token)).data.rescheduleBooking;
const change = async (input: object, token: string) => (await running.ask(modify, { input }, token)).data.modifyBooking;
const free = async ({ offeringId }: Desk, from: string, to: string) =>
  (
    await running.ask(
      'query ($id: ID!, $from: Date!, $to: Date!) { availability(offeringId: $id, from: $from, to: $to) { slots { available } } }',
      { id: offeringId, from, to },
    )
  ).data.availability.slots.map(({ available }: { available: number }) => available);

it('B9: a booking moves to a time that is free, and gives up the one that it had', async () => {
  const desk = await aDesk(running, { units: 1 });
  const made = await book(running, desk, { from: inDays(20), to: inDays(22) });
  const { booking, userErrors } = await move({ id: made.id, from: inDays(21), to: inDays(24) }, desk.phone);
  expect(userErrors).toEqual([]);
  expect(booking).toMatchObject({ from: inDays(21), to: inDays(24), version: 2, total: { amount: 30_000 } });
  expect(await free(desk, inDays(20), inDays(25))).toEqual([1, 0, 0, 0, 1]);
  const events = await eventsOf(running, `property:${desk.property.id}`);
  expect(events.slice(2)).toMatchObject([
    {
      type: 'BookingModified',
      payload: { changes: ['from', 'to', 'totalAmount', 'freeCancellationUntil'], version: 2 },
    },
    { type: 'AvailabilityChanged', payload: { from: inDays(20), to: inDays(22) } },
    { type: 'AvailabilityChanged', payload: { from: inDays(21), to: inDays(24) } },
  ]);
});

it('B9: a booking that does not win its new time keeps the old one', async () => {
  const desk = await aDesk(running, { units: 1 });
  const made = await book(running, desk, { from: inDays(20), to: inDays(22) });
  await book(running, desk, { from: inDays(22), to: inDays(24) });
  const lost = await move({ id: made.id, from: inDays(21), to: inDays(23) }, desk.phone);
  expect(lost).toMatchObject({ booking: null, userErrors: [{ code: 'SLOT_UNAVAILABLE' }] });
  expect(lost.userErrors[0].alternatives.length).toBeGreaterThan(0);
  const { data } = await running.ask(
    'query ($id: ID!) { booking(id: $id) { from version units { name } } }',
    { id: made.id },
    desk.phone,
  );
  expect(data.booking).toEqual({ from: inDays(20), version: 1, units: [{ name: '1' }] });
  expect(await free(desk, inDays(20), inDays(24))).toEqual([0, 0, 0, 0]);
});

it('B9: two who change places at once never both lose their own', async () => {
  const desk = await aDesk(running, { units: 1 });
  const one = await book(running, desk, { from: inDays(20), to: inDays(21) });
  const two = await book(running, desk, { from: inDays(21), to: inDays(22) });
  await Promise.all([
    move({ id: one.id, from: two.from, to: two.to }, desk.phone),
    move({ id: two.id, from: one.from, to: one.to }, desk.phone),
  ]);
  expect(await free(desk, inDays(20), inDays(22))).toEqual([0, 0]);
});

it('B9: another kind of room, at its price; never one of another property', async () => {
  const desk = await aDesk(running, { units: 1 });
  const suite = await anOffering(running.app, desk.property, { priceAmount: 50_000, units: 1 });
  const foreign = await aDesk(running);
  const made = await book(running, desk, { from: inDays(20), to: inDays(21) });
  const to = { from: inDays(20), to: inDays(21) };
  const answer = await running.ask(
    reschedule,
    { input: { id: made.id, ...to, offeringId: foreign.offeringId } },
    desk.phone,
  );
  expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  const moved = await move({ id: made.id, ...to, offeringId: globalId('Offering', suite.id) }, desk.phone);
  expect(moved.booking.total.amount).toBe(50_000);
  expect(await free(desk, inDays(20), inDays(21))).toEqual([1]);
});

it('B9: more are won or it is refused; fewer are given up; the price is that which was agreed', async () => {
  const desk = await aDesk(running, { units: 3 });
  const made = await book(running, desk, { from: inDays(20), to: inDays(21) });
  await running.app.database.prisma.offering.update({ where: { id: desk.offering.id }, data: { priceAmount: 99 } });
  const more = await change({ id: made.id, quantity: 3 }, desk.phone);
  expect(more.booking).toMatchObject({ quantity: 3, total: { amount: 30_000 }, units: [{}, {}, {}] });
  expect((await change({ id: made.id, quantity: 4 }, desk.phone)).userErrors).toMatchObject([
    { code: 'SLOT_UNAVAILABLE' },
  ]);
  const fewer = await change(
    { id: made.id, quantity: 2, partySize: 4, notes: 'Late', guest: { phone: '+33 1 23' } },
    desk.phone,
  );
  expect(fewer.booking).toMatchObject({
    quantity: 2,
    partySize: 4,
    notes: 'Late',
    contact: { phone: '+33 1 23' },
    units: [{ name: '1' }, { name: '2' }],
  });
  expect(await free(desk, inDays(20), inDays(21))).toEqual([1]);
  const nothing = await change({ id: made.id, quantity: 2, notes: 'Late' }, desk.phone);
  expect(nothing.booking.version).toBe(3);
});

it('B9: guests change it for as long as they could cancel it for nothing, the desk until it begins', async () => {
  const desk = await aDesk(running, { freeCancellationHours: 24 * 30 });
  const made = await book(running, desk, { from: inDays(20), to: inDays(21) });
  expect((await change({ id: made.id, notes: 'Still waiting' }, desk.phone)).userErrors).toEqual([]);
  await running.ask(transition('confirmBooking'), { id: made.id }, desk.desk);
  expect((await change({ id: made.id, notes: 'Late' }, desk.phone)).userErrors).toMatchObject([{ code: 'TOO_LATE' }]);
  expect((await move({ id: made.id, from: inDays(60), to: inDays(61) }, desk.phone)).userErrors).toMatchObject([
    { code: 'TOO_LATE' },
  ]);
  expect((await change({ id: made.id, notes: 'Late' }, desk.desk)).userErrors).toEqual([]);
  await running.ask(transition('cancelBooking'), { id: made.id }, desk.desk);
  expect((await change({ id: made.id, notes: 'Too late' }, desk.desk)).userErrors).toMatchObject([
    { code: 'INVALID_TRANSITION', from: 'CANCELLED', allowed: [] },
  ]);
});
