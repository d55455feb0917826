import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expireBookings } from '../../src/bookings/expire-bookings.js';
import { bookingTransitions } from '../../src/bookings/states.js';
import type { BookingStatus } from '../../src/generated/prisma/enums.js';
import { forgetOldEvents } from '../../src/realtime/retention.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aBooking, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { inDays } from './clock.js';
import { aDesk, book, eventsOf, transition } from './desk.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000' });
});
afterAll(() => running.close());

const verbs = {
  CONFIRMED: 'confirmBooking',
  DECLINED: 'declineBooking',
  CANCELLED: 'cancelBooking',
  CHECKED_IN: 'checkInBooking',
  COMPLETED: 'completeBooking',
  NO_SHOW: 'markNoShow',
} as const;

const go = async (verb: string, id: string, token: string, variables: object = {}) =>
  (await running.ask(transition(verb), { id, ...variables }, token)).data[verb];

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
const today = () => new Date().toISOString().slice(0, 10);

describe('B8: every state, by every verb', () => {
  /** Somebody who should have come an hour ago. */
  const due = (status: BookingStatus) => ({ status, from: today(), startsAt: hoursAgo(1), endsAt: hoursAgo(-20) });

  it.each(Object.keys(bookingTransitions) as BookingStatus[])('B8: from %s', async (from) => {
    const { offering, desk } = await aDesk(running, {}, { timeZone: 'UTC' });
    for (const [to, verb] of Object.entries(verbs) as Array<[BookingStatus, string]>) {
      const { id } = await aBooking(running.app, offering, due(from));
      const { booking, userErrors } = await go(verb, globalId('Booking', id), desk, { reason: 'Because' });
      if (bookingTransitions[from].includes(to)) {
        expect([verb, userErrors, booking.status, booking.version]).toEqual([verb, [], to, 2]);
        expect((await eventsOf(running, `booking:${id}`))[0]).toMatchObject({
          type: 'BookingStatusChanged',
          payload: { from, to, reason: 'Because', version: 2 },
        });
      } else {
        expect([verb, userErrors]).toMatchObject([
          verb,
          [
            {
              __typename: 'InvalidTransitionError',
              code: 'INVALID_TRANSITION',
              from,
              allowed: bookingTransitions[from],
            },
          ],
        ]);
        expect(await eventsOf(running, `booking:${id}`)).toEqual([]);
      }
      await running.app.database.query('DELETE FROM booking WHERE id = $1', [id]);
    }
  });
});

it('B8: a guest cancels, and does nothing else of it; a stranger finds nothing', async () => {
  const desk = await aDesk(running);
  const { id } = await book(running, desk, { from: inDays(20), to: inDays(21) });
  for (const verb of Object.values(verbs).filter((name) => name !== 'cancelBooking'))
    expect((await go(verb, id, desk.phone)).userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
  const other = await aDesk(running);
  const answer = await running.ask(transition('cancelBooking'), { id }, other.phone);
  expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  expect((await go('cancelBooking', id, desk.phone)).booking.status).toBe('CANCELLED');
});

it('B8: what a guest owes for a cancellation is as it was agreed', async () => {
  const { offering, guest, phone, desk } = await aDesk(running, { units: 1 });
  const fee = 'query ($id: ID!) { booking(id: $id) { cancellationFee { amount currency } } }';
  const cancelled = async (values: object, token = phone) => {
    const { id } = await aBooking(running.app, offering, { guestId: guest.id, status: 'CONFIRMED', ...values });
    const globally = globalId('Booking', id);
    const { userErrors } = await go('cancelBooking', globally, token);
    const { data } = await running.ask(fee, { id: globally }, phone);
    await running.app.database.query('DELETE FROM booking WHERE id = $1', [id]);
    return userErrors[0]?.code ?? data.booking.cancellationFee.amount;
  };
  const late = { freeCancellationUntil: hoursAgo(1) };
  expect(await cancelled({})).toBe(0);
  expect(await cancelled({ ...late, lateCancellationFeePercent: 25 })).toBe(5_000);
  expect(await cancelled({ ...late, lateCancellationFeePercent: null })).toBe('TOO_LATE');
  expect(await cancelled({ ...late, status: 'PENDING' })).toBe(0);
  expect(await cancelled({ ...late, startsAt: hoursAgo(0), lateCancellationFeePercent: 25 })).toBe('TOO_LATE');
  expect(await cancelled({ ...late, lateCancellationFeePercent: null }, desk)).toBe(0);
});

it('B11: nobody is checked in before the day, nor said not to have come before the time', async () => {
  const { offering, desk } = await aDesk(running);
  const { id } = await aBooking(running.app, offering, { status: 'CONFIRMED' });
  for (const verb of ['checkInBooking', 'markNoShow'])
    expect((await go(verb, globalId('Booking', id), desk)).userErrors).toMatchObject([
      { __typename: 'NotAllowedError', code: 'TOO_EARLY' },
    ]);
});

it('B8: what is over gives its slot back', async () => {
  const desk = await aDesk(running, { units: 1 });
  const nights = { from: inDays(40), to: inDays(42) };
  for (const verb of ['declineBooking', 'cancelBooking']) {
    const { id } = await book(running, desk, nights);
    expect((await go(verb, id, desk.desk)).booking.units).toEqual([]);
  }
  await book(running, desk, nights);
});

it('B8: a property may confirm by itself', async () => {
  const desk = await aDesk(running, {}, { settings: { create: { autoConfirm: true } } });
  const made = await book(running, desk, { from: inDays(20), to: inDays(21) });
  expect(made).toMatchObject({ status: 'CONFIRMED', expiresAt: null });
});

it('B8: what nobody confirms in time expires, and its slot is free', async () => {
  const desk = await aDesk(running, { units: 1 }, { settings: { create: { pendingHours: 2 } } });
  const nights = { from: inDays(20), to: inDays(21) };
  const { id, expiresAt, code } = await book(running, desk, nights);
  expect(Math.abs(Date.parse(expiresAt) - hoursAgo(-2).getTime())).toBeLessThan(60_000);
  expect(await expireBookings(running.app.database)).toBe(0);
  await running.app.database.prisma.booking.update({ where: { code }, data: { expiresAt: hoursAgo(1) } });
  expect(await expireBookings(running.app.database)).toBe(1);
  const { data } = await running.ask('query ($id: ID!) { booking(id: $id) { status } }', { id }, desk.phone);
  expect(data.booking.status).toBe('EXPIRED');
  expect(await eventsOf(running, `user:${desk.guest.id}`)).toMatchObject([
    { type: 'BookingCreated' },
    { type: 'BookingStatusChanged', actor: 'system', payload: { from: 'PENDING', to: 'EXPIRED', reason: null } },
  ]);
  await book(running, desk, nights);
});

it('B8: of two who decide at once, one does; of two versions, the older is told', async () => {
  const desk = await aDesk(running);
  const { id } = await book(running, desk, { from: inDays(20), to: inDays(21) });
  const answers = await Promise.all(['confirmBooking', 'declineBooking'].map((verb) => go(verb, id, desk.desk)));
  expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
  expect(answers.flatMap(({ userErrors }) => userErrors)).toMatchObject([{ code: 'INVALID_TRANSITION' }]);
  expect((await go('cancelBooking', id, desk.desk, { expectedVersion: 1 })).userErrors).toMatchObject([
    { code: 'VERSION_CONFLICT', currentVersion: 2 },
  ]);
});

it('B6: a transition with a key is made once, and answers the same', async () => {
  const desk = await aDesk(running);
  const { id } = await book(running, desk, { from: inDays(20), to: inDays(21) });
  const confirm = `mutation ($id: ID!, $key: String!) {
    confirmBooking(input: { id: $id, idempotencyKey: $key }) { booking { status version } userErrors { code } }
  }`;
  const key = randomUUID();
  const answers = await Promise.all([1, 2, 3].map(() => running.ask(confirm, { id, key }, desk.desk)));
  for (const { data } of answers)
    expect(data.confirmBooking).toEqual({ booking: { status: 'CONFIRMED', version: 2 }, userErrors: [] });
});

it('B11: arrivals and departures of a day, for the desk', async () => {
  const { offering, propertyId, desk } = await aDesk(running, { units: 3 }, { timeZone: 'Pacific/Kiritimati' });
  const local = new Date(Date.now() + 14 * 3_600_000).toISOString().slice(0, 10);
  const [comes, goes] = [
    await aBooking(running.app, offering, { status: 'CONFIRMED', arrivalOn: new Date(local) }),
    await aBooking(
      running.app,
      { ...offering, units: offering.units.slice(1) },
      {
        status: 'CHECKED_IN',
        arrivalOn: new Date('2026-01-01'),
        departureOn: new Date(local),
      },
    ),
  ];
  const { data } = await running.ask(
    `query ($id: ID!) { property(id: $id) {
      arrivals { asOf totalCount nodes { code } } departures { totalCount nodes { code } }
      before: arrivals(on: "2026-01-01") { totalCount }
    } }`,
    { id: propertyId },
    desk,
  );
  expect(data.property).toMatchObject({
    arrivals: { totalCount: 1, nodes: [{ code: comes.code }] },
    departures: { totalCount: 1, nodes: [{ code: goes.code }] },
    before: { totalCount: 1 },
  });
});

it('B12: the timeline tells everything in order, page by page, and is never forgotten', async () => {
  const desk = await aDesk(running);
  const { id } = await book(running, desk, { from: inDays(20), to: inDays(21) });
  const timeline = `query ($id: ID!, $first: Int, $after: String) { booking(id: $id) {
    conversation { id }
    timeline(first: $first, after: $after) {
      nodes {
        __typename occurredAt actor { name } cursor
        ... on BookingStatusChanged { from to reason }
        ... on ThreadMessageSent { message { body } sequence }
        ... on GuestNotified { text }
      }
      pageInfo { hasNextPage endCursor }
    }
  } }`;
  const ask = async (variables: object = {}, token = desk.phone) =>
    (await running.ask(timeline, { id, ...variables }, token)).data.booking;
  const read = async (variables: object = {}, token = desk.phone) => (await ask(variables, token)).timeline;
  const types = (nodes: Array<{ __typename: string }>) => nodes.map(({ __typename }) => __typename);
  const conversationId = (await ask()).conversation.id;
  const say = (body: string, token: string) =>
    running.ask(
      'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { id } userErrors { code } } }',
      { input: { conversationId, body } },
      token,
    );

  await say('Is there parking?', desk.phone);
  await go('confirmBooking', id, desk.desk, { reason: 'Welcome' });
  await eventually(async () => expect(types((await read()).nodes)).toContain('GuestNotified'));
  await say('Behind the house.', desk.desk);
  await running.ask(
    'mutation ($input: AddNoteInput!) { addNote(input: $input) { userErrors { code } } }',
    { input: { conversationId, body: 'canary-note' } },
    desk.desk,
  );
  await go('cancelBooking', id, desk.phone, { reason: 'Ill' });
  await running.app.database.script(`UPDATE event SET at = at - interval '100 days'`);

  expect(await forgetOldEvents(running.app.database, 7)).toBeGreaterThan(0);
  const { nodes } = await read();
  expect(nodes).toMatchObject([
    { __typename: 'BookingCreated', actor: { name: desk.guest.name } },
    { __typename: 'ThreadMessageSent', actor: { name: desk.guest.name }, message: { body: 'Is there parking?' } },
    { __typename: 'BookingStatusChanged', actor: { name: desk.staff.name }, to: 'CONFIRMED', reason: 'Welcome' },
    { __typename: 'GuestNotified', text: 'booking.confirmed' },
    { __typename: 'ThreadMessageSent', actor: { name: desk.staff.name }, message: { body: 'Behind the house.' } },
    { __typename: 'BookingStatusChanged', actor: { name: desk.guest.name }, from: 'CONFIRMED', reason: 'Ill' },
  ]);
  expect(JSON.stringify(await read({}, desk.desk))).not.toContain('canary-note');
  const first = await read({ first: 2 });
  expect(first.pageInfo.hasNextPage).toBe(true);
  const rest = await read({ first: 4, after: first.pageInfo.endCursor });
  expect([...first.nodes, ...rest.nodes]).toEqual(nodes);
  expect(rest.pageInfo.hasNextPage).toBe(false);
});

it('B12: who is assigned sees what happens to the booking, and neither its messages nor what the guest was told', async () => {
  const desk = await aDesk(running);
  const { id } = await book(running, desk, { from: inDays(23), to: inDays(24) });
  const guide = await aUser(running.app);
  const { prisma } = running.app.database;
  const { rawId, conversationId } = await prisma.booking
    .findFirstOrThrow({ where: { guestId: desk.guest.id, status: 'PENDING' }, include: { conversation: true } })
    .then((booking) => ({ rawId: booking.id, conversationId: booking.conversation?.id ?? '' }));
  const provider = await prisma.provider.create({
    data: { propertyId: desk.property.id, userId: guide.id, name: 'Guide', kind: 'GUIDE' },
  });
  await prisma.booking.update({ where: { id: rawId }, data: { providerId: provider.id } });
  await running.ask(
    'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { id } } }',
    { input: { conversationId: globalId('Conversation', conversationId), body: 'canary-message' } },
    desk.phone,
  );
  await go('confirmBooking', id, desk.desk);
  const told = async (token: string): Promise<string[]> => {
    const { data } = await running.ask(
      'query ($id: ID!) { booking(id: $id) { timeline { nodes { __typename ... on ThreadMessageSent { message { body } } } } } }',
      { id },
      token,
    );
    return data.booking.timeline.nodes.map(({ __typename }: { __typename: string }) => __typename);
  };
  const whole = ['BookingCreated', 'ThreadMessageSent', 'BookingStatusChanged', 'GuestNotified'];
  await eventually(async () => expect(await told(desk.desk)).toEqual(whole));
  expect(await told(desk.phone)).toEqual(whole);
  expect(await told(await signedIn(running.app, guide))).toEqual(['BookingCreated', 'BookingStatusChanged']);
});
