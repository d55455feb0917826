import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { inDays } from '../bookings/clock.js';
import { aDesk, book, transition } from '../bookings/desk.js';
import { act, done } from '../messaging/people.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually as soon } from '../support/eventually.js';
import { aMember, aUser, signedIn } from '../support/factories.js';
import { openSocket } from '../support/socket.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000' });
});
afterAll(() => running.close());

vi.setConfig({ testTimeout: 240_000 });
/** However busy the machine is: what is proven is that it comes, and what. */
const eventually = <T>(assertion: () => T | Promise<T>) => soon(assertion, 60_000);

const updates = `subscription ($id: ID) { dashboardUpdates(propertyId: $id) { at bookingsToday newBookings arrivals openConversations } }`;
const withMoney = `subscription ($id: ID) { dashboardUpdates(propertyId: $id) { bookingsToday revenue { amount } } }`;

it('F8: a dashboard comes as it is, and then each time that it has changed', async () => {
  const desk = await aDesk(running);
  await using socket = openSocket(running, desk.desk);
  const seen = socket.follow(updates, { id: desk.propertyId });
  await eventually(() => expect(seen.items).toMatchObject([{ bookingsToday: 0, newBookings: 0 }]));
  const { id } = await book(running, desk, { from: inDays(3), to: inDays(4) });
  await eventually(() => expect(seen.items.at(-1)).toMatchObject({ bookingsToday: 1, newBookings: 1 }));
  await running.ask(transition('confirmBooking'), { id }, desk.desk);
  await eventually(() => expect(seen.items.at(-1)).toMatchObject({ bookingsToday: 1, newBookings: 0 }));
  expect(seen.errors).toEqual([]);
});

it('F8: however much happens, it comes once a second at most, is counted once for all who look, and ends up right', async () => {
  const desk = await aDesk(running, { units: 40 });
  const people = [desk.desk, await signedIn(running.app, (await aMember(running.app, desk.property, 'MANAGER')).user)];
  const sockets = people.map((token) => openSocket(running, token));
  const seen = sockets.map((socket) => socket.follow(updates, { id: desk.propertyId }));
  await eventually(() => expect(seen.map(({ items }) => items.length)).toEqual([1, 1]));
  const begun = Date.now();
  for (let number = 0; number < 20; number++) await book(running, desk, { from: inDays(3), to: inDays(4) });
  for (const { items } of seen) await eventually(() => expect(items.at(-1)).toMatchObject({ bookingsToday: 20 }));
  const seconds = (Date.now() - begun) / 1_000;
  const [first, second] = seen;
  expect(first?.items.length).toBeLessThanOrEqual(seconds + 3);
  expect(first?.items).toEqual(second?.items);
  const times = first?.items.map(({ at }) => Date.parse(at)) ?? [];
  for (const [index, time] of times.slice(2).entries())
    expect(time - (times[index + 1] ?? 0)).toBeGreaterThanOrEqual(950);
  for (const socket of sockets) await socket[Symbol.asyncDispose]();
});

it('F8: money shows to those who may see it, from the moment that they may, until the moment that they may not', async () => {
  const desk = await aDesk(running, { units: 9 });
  const owner = await signedIn(running.app, (await aMember(running.app, desk.property, 'OWNER')).user);
  const { user, membership } = await aMember(running.app, desk.property, 'MANAGER');
  const manager = {
    user,
    id: '',
    token: await signedIn(running.app, user),
  };
  await using socket = openSocket(running, manager.token);
  const seen = socket.follow(withMoney, { id: desk.propertyId });
  await eventually(() => expect(seen.items.at(-1)?.revenue).toEqual({ amount: 0 }));
  const memberId = Buffer.from(`Member:${membership.id}`).toString('base64');
  await done(running, { ...manager, token: owner }, 'changeMemberRole', { id: memberId, role: 'STAFF' });
  await book(running, desk, { from: inDays(3), to: inDays(4) });
  await eventually(() => expect(seen.items.at(-1)).toEqual({ bookingsToday: 1, revenue: null }));
  expect(seen.errors.at(-1)?.extensions?.code).toBe('FORBIDDEN');
  await act(running, { ...manager, token: owner }, 'removeMember', { id: memberId });
  await seen.done;
  const ended = seen.items.length;
  await book(running, desk, { from: inDays(3), to: inDays(4) });
  expect(seen.items.length).toBe(ended);
});

it('F8: administrators follow the whole platform', async () => {
  const desk = await aDesk(running);
  const admin = await signedIn(running.app, await aUser(running.app, { role: 'ADMIN' }));
  await using socket = openSocket(running, admin);
  const seen = socket.follow(updates);
  await eventually(() => expect(seen.items).toHaveLength(1));
  const before = seen.items[0].bookingsToday;
  await book(running, desk, { from: inDays(3), to: inDays(4) });
  await eventually(() => expect(seen.items.at(-1).bookingsToday).toBe(before + 1));
});
