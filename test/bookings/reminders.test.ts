import { afterAll, beforeAll, expect, it } from 'vitest';
import { remindArrivals } from '../../src/bookings/remind-arrivals.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aBooking } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { inDays } from './clock.js';
import { aDesk, eventsOf, reschedule, transition } from './desk.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000' });
});
afterAll(() => running.close());

/** What they were told in the app, whether or not a device of theirs was there to hear it. */
const notified = (userId: string, texts: string[]) =>
  eventually(async () => {
    // Those that are written together have no order.
    const rows = await running.app.database.prisma.notification.findMany({
      where: { userId },
      orderBy: { text: 'asc' },
    });
    expect(rows.map(({ text }) => text)).toEqual(texts);
    return rows;
  });

const hours = (count: number) => new Date(Date.now() + count * 3_600_000);

it('B11: who comes within a day is told once, and again when it was moved; nobody else is', async () => {
  const desk = await aDesk(running, { units: 6 }, { timeZone: 'UTC' });
  const at = async (startsAt: Date, values: object = {}, unit = 0) =>
    aBooking(
      running.app,
      { ...desk.offering, units: desk.offering.units.slice(unit) },
      {
        guestId: desk.guest.id,
        status: 'CONFIRMED',
        startsAt,
        endsAt: new Date(startsAt.getTime() + 86_400_000),
        createdAt: hours(-72),
        freeCancellationUntil: startsAt,
        ...values,
      },
    );
  const soon = await at(hours(23));
  await at(hours(30), {}, 1);
  await at(hours(20), { status: 'PENDING' }, 2);
  await at(hours(20), { status: 'CANCELLED' }, 3);
  await at(hours(-1), {}, 4);
  // Made today for tomorrow.
  await at(hours(20), { createdAt: new Date() }, 5);
  const told = async () =>
    (await eventsOf(running, `user:${desk.guest.id}`)).filter(({ type }) => type === 'BookingReminded');
  const { database } = running.app;
  await Promise.all([remindArrivals(database), remindArrivals(database)]);
  expect(await remindArrivals(database)).toBe(0);
  expect(await told()).toMatchObject([
    { actor: 'system', payload: { bookingId: soon.id, startsAt: soon.startsAt.toISOString() } },
  ]);
  await notified(desk.guest.id, ['booking.soon']);
  const move = async (from: string, to: string) =>
    (await running.ask(reschedule, { input: { id: globalId('Booking', soon.id), from, to } }, desk.desk)).data
      .rescheduleBooking.userErrors;
  expect(await move(inDays(40), inDays(41))).toEqual([]);
  await remindArrivals(database);
  expect(await told()).toHaveLength(1);
  await database.query(`UPDATE booking SET starts_at = now() + interval '2 hours' WHERE id = $1::uuid`, [soon.id]);
  await remindArrivals(database);
  expect(await told()).toHaveLength(2);
});

it('B11: a guest is told that they are checked in, and checked out, and so does the timeline', async () => {
  const desk = await aDesk(running, {}, { timeZone: 'UTC' });
  const { id: row } = await aBooking(running.app, desk.offering, {
    guestId: desk.guest.id,
    status: 'CONFIRMED',
    from: inDays(0),
    startsAt: hours(-1),
    endsAt: hours(20),
  });
  const id = globalId('Booking', row);
  for (const verb of ['checkInBooking', 'completeBooking'])
    expect((await running.ask(transition(verb), { id }, desk.desk)).data[verb].userErrors).toEqual([]);
  const [arrived] = await notified(desk.guest.id, ['booking.arrived', 'booking.left']);
  expect(arrived).toMatchObject({ type: 'BOOKING', priority: 'LOW', subjectType: 'Booking', subjectId: row });
  const timeline = 'query ($id: ID!) { booking(id: $id) { timeline { nodes { ... on GuestNotified { text } } } } }';
  const { data } = await running.ask(timeline, { id }, desk.phone);
  const told = data.booking.timeline.nodes.flatMap(({ text }: { text?: string }) => text ?? []);
  expect(told.sort()).toEqual(['booking.arrived', 'booking.left']);
});
