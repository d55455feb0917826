import { afterAll, beforeAll, expect, it } from 'vitest';
import { sweepExpiredHolds } from '../../src/bookings/sweep-holds.js';
import { transact } from '../../src/database/transaction.js';
import { endStatuses } from '../../src/providers/set-provider-status.js';
import { inDays, runOutHolds } from '../bookings/clock.js';
import {
  aDesk,
  book,
  createBooking,
  type Desk,
  eventsOf,
  holdSlot,
  modify,
  overlaps,
  reschedule,
  transition,
} from '../bookings/desk.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aMember, anOffering, appointments, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { openSocket } from '../support/socket.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000' });
});
afterAll(async () => {
  expect(await overlaps(running)).toBe(0);
  await running.close();
});

const createProvider = `mutation ($input: CreateProviderInput!) { createProvider(input: $input) {
  provider { id name kind status user { name } } userErrors { code field }
} }`;
const setStatus = `mutation ($input: SetProviderStatusInput!) { setProviderStatus(input: $input) {
  provider { status statusReason statusUntil version } userErrors { code field }
} }`;
const assign = `mutation ($bookingId: ID!, $providerId: ID) {
  assignProvider(input: { bookingId: $bookingId, providerId: $providerId }) {
    booking { provider { name } version } userErrors { __typename code field }
  }
}`;

/** A provider with an account, who works at the desk's property. */
async function aProvider(desk: Desk, kind = 'STYLIST', name = 'Ha-eun') {
  const { user, membership } = await aMember(running.app, desk.property, 'STAFF');
  const owner = await signedIn(running.app, (await aMember(running.app, desk.property, 'OWNER')).user);
  const input = { propertyId: desk.propertyId, name, kind, memberId: globalId('Member', membership.id) };
  const { data } = await running.ask(createProvider, { input }, owner);
  expect(data.createProvider.userErrors).toEqual([]);
  expect(data.createProvider.provider).toMatchObject({ name, kind, status: 'AVAILABLE', user: { name: user.name } });
  return {
    id: data.createProvider.provider.id,
    user,
    membership,
    owner,
    token: await signedIn(running.app, user),
    input,
  };
}

const status = async (input: object, token: string) =>
  (await running.ask(setStatus, { input }, token)).data.setProviderStatus;
const assigned = async (bookingId: string, providerId: string | null, token: string) =>
  (await running.ask(assign, { bookingId, providerId }, token)).data.assignProvider;
const free = async ({ offeringId }: Desk, day: string): Promise<Array<{ from: string; available: number }>> =>
  (
    await running.ask(
      'query ($id: ID!, $from: Date!, $to: Date!) { availability(offeringId: $id, from: $from, to: $to) { slots { from available } } }',
      { id: offeringId, from: day, to: new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10) },
    )
  ).data.availability.slots;

it('B13: a provider is a member, or nobody with an account; the same member is one once', async () => {
  const desk = await aDesk(running);
  const { owner, input } = await aProvider(desk);
  const again = await running.ask(createProvider, { input }, owner);
  expect(again.data.createProvider.userErrors).toMatchObject([{ field: 'memberId' }]);
  const other = await aDesk(running);
  const { membership } = await aProvider(other);
  const foreign = { ...input, memberId: globalId('Member', membership.id) };
  expect((await running.ask(createProvider, { input: foreign }, owner)).data.createProvider.userErrors).toMatchObject([
    { field: 'memberId' },
  ]);
  const nobody = await running.ask(createProvider, { input: { ...input, memberId: null, name: 'Extern' } }, owner);
  expect(nobody.data.createProvider).toMatchObject({ userErrors: [], provider: { user: null } });
  const board = await running.ask(
    'query ($id: ID!) { providers(propertyId: $id, kinds: [STYLIST]) { asOf totalCount nodes { name } } }',
    { id: desk.propertyId },
    desk.desk,
  );
  expect(board.data.providers).toMatchObject({ totalCount: 2, nodes: [{ name: 'Extern' }, { name: 'Ha-eun' }] });
});

it('B13: somebody is assigned to one booking at a time, and their time goes with it', async () => {
  const desk = await aDesk(running, { units: 2 });
  const guide = await aProvider(desk, 'GUIDE');
  const one = await book(running, desk, { from: inDays(20), to: inDays(22) });
  const two = await book(running, desk, { from: inDays(21), to: inDays(23) });
  expect(await assigned(one.id, guide.id, desk.desk)).toMatchObject({
    userErrors: [],
    booking: { provider: { name: 'Ha-eun' }, version: 2 },
  });
  expect((await assigned(two.id, guide.id, desk.desk)).userErrors).toEqual([
    { __typename: 'SlotUnavailableError', code: 'PROVIDER_UNAVAILABLE', field: 'providerId' },
  ]);
  await assigned(one.id, null, desk.desk);
  expect((await assigned(two.id, guide.id, desk.desk)).userErrors).toEqual([]);
  await running.ask(transition('cancelBooking'), { id: two.id }, desk.phone);
  expect((await assigned(one.id, guide.id, desk.desk)).userErrors).toEqual([]);
  expect((await assigned(two.id, guide.id, desk.desk)).userErrors).toMatchObject([{ code: 'INVALID_TRANSITION' }]);
  const foreign = await aProvider(await aDesk(running));
  const answer = await running.ask(assign, { bookingId: one.id, providerId: foreign.id }, desk.desk);
  expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
});

it('F3: who is assigned sees the booking and ends it, and nothing more of it once somebody else is', async () => {
  const desk = await aDesk(running, {}, { timeZone: 'UTC' });
  const guide = await aProvider(desk, 'GUIDE');
  // They do not work at the desk: what they see, they see because they are assigned.
  await running.app.database.prisma.membership.delete({ where: { id: guide.membership.id } });
  const { id } = await book(running, desk, { from: inDays(0), to: inDays(2) });
  const look = 'query ($id: ID!) { booking(id: $id) { code guestName contact { email } } }';
  expect((await running.ask(look, { id }, guide.token)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  await assigned(id, guide.id, desk.desk);
  const seen = await running.ask(look, { id }, guide.token);
  expect(seen.data.booking).toMatchObject({ guestName: desk.guest.name, contact: null });
  expect(seen.errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);

  await using socket = openSocket(running, guide.token);
  const followed = socket.follow(
    `subscription ($id: ID!) { bookingEvents(bookingId: $id) { __typename ... on AccessRevoked { why: reason } } }`,
    { id },
  );
  await eventually(() => expect(followed.items).toHaveLength(1));
  for (const verb of ['confirmBooking', 'checkInBooking']) {
    const asGuide = await running.ask(transition(verb), { id }, guide.token);
    expect(asGuide.data[verb].userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
    await running.ask(transition(verb), { id }, desk.desk);
  }
  await eventually(() => expect(followed.items).toHaveLength(3));
  await assigned(id, null, desk.desk);
  await running.ask(modify, { input: { id, notes: 'Secret' } }, desk.desk);
  await followed.done;
  expect(followed.items.at(-1)).toMatchObject({ __typename: 'AccessRevoked', why: 'ACCESS_LOST' });
  expect(followed.items).toHaveLength(4);
  await assigned(id, guide.id, desk.desk);
  const done = await running.ask(transition('completeBooking'), { id }, guide.token);
  expect(done.data.completeBooking.booking.status).toBe('COMPLETED');
});

const ownEvents = `subscription ($after: EventCursor) { viewerEvents(after: $after) { __typename cursor
  ... on BookingProviderChanged { booking { notes } }
  ... on BookingStatusChanged { to booking { notes } }
  ... on BookingModified { changes booking { notes } }
} }`;
type OwnEvent = { __typename: string; cursor: string | null; booking?: { notes: string } | null };
const ofBookings = (items: OwnEvent[]) => items.filter(({ __typename }) => __typename.startsWith('Booking'));

it('B10: who is assigned hears in their own feed what happens to the booking, and by then sees nothing of it any more', async () => {
  const desk = await aDesk(running);
  const guide = await aProvider(desk, 'GUIDE');
  await running.app.database.prisma.membership.delete({ where: { id: guide.membership.id } });
  const { id } = await book(running, desk, { from: inDays(20), to: inDays(22) });
  await using phone = openSocket(running, guide.token);
  const live = phone.follow(ownEvents);
  await eventually(() => expect(live.items).toHaveLength(1));
  await assigned(id, guide.id, desk.desk);
  await running.ask(transition('confirmBooking'), { id }, desk.desk);
  await running.ask(modify, { input: { id, notes: 'A cot' } }, desk.desk);
  const whileTheirs = ['BookingProviderChanged', 'BookingStatusChanged', 'BookingModified'];
  await eventually(() => expect(ofBookings(live.items).map(({ __typename }) => __typename)).toEqual(whileTheirs));
  expect(ofBookings(live.items).at(-1)).toMatchObject({ changes: ['notes'], booking: { notes: 'A cot' } });
  await assigned(id, null, desk.desk);
  await running.ask(modify, { input: { id, notes: 'canary-notes' } }, desk.desk);
  await eventually(() => expect(ofBookings(live.items)).toHaveLength(4));
  expect(ofBookings(live.items)[3]).toMatchObject({ __typename: 'BookingProviderChanged', booking: null });
  // What was told before is told again to whoever comes back, without what it is about by now.
  const again = phone.follow(ownEvents, { after: live.items[0].cursor });
  await eventually(() => expect(ofBookings(again.items)).toHaveLength(4));
  expect(ofBookings(again.items).map(({ booking }) => booking)).toEqual([null, null, null, null]);
  expect(JSON.stringify([live.items, again.items])).not.toContain('canary');
});

it('B10: whose time an appointment takes hears of it at once, and its timeline says who that is', async () => {
  const desk = await aDesk(running, { ...appointments, providerKind: 'STYLIST' });
  const stylist = await aProvider(desk);
  await using phone = openSocket(running, stylist.token);
  const live = phone.follow(ownEvents);
  await eventually(() => expect(live.items).toHaveLength(1));
  const from = (time: string) => ({ from: `${inDays(9)}T${time}` });
  const { id } = await book(running, desk, from('10:00'));
  const held = await running.ask(holdSlot, { input: { offeringId: desk.offeringId, ...from('12:00') } }, desk.phone);
  const { data } = await running.ask(createBooking, { input: { holdId: held.data.holdSlot.hold.id } }, desk.phone);
  expect(data.createBooking.userErrors).toEqual([]);
  await eventually(() =>
    expect(ofBookings(live.items).map(({ __typename }) => __typename)).toEqual(Array(2).fill('BookingProviderChanged')),
  );
  const timeline =
    'query ($id: ID!) { booking(id: $id) { timeline { nodes { __typename ... on BookingProviderChanged { provider { name } } } } } }';
  expect((await running.ask(timeline, { id }, desk.phone)).data.booking.timeline.nodes.slice(0, 2)).toEqual([
    { __typename: 'BookingCreated' },
    { __typename: 'BookingProviderChanged', provider: { name: 'Ha-eun' } },
  ]);
});

it('B15: an appointment takes a stylist with it, and is free only while one is', async () => {
  const desk = await aDesk(running, { ...appointments, units: 3, providerKind: 'STYLIST' });
  const day = inDays(9);
  const at = async (time: string) => (await free(desk, day)).find(({ from }) => from === `${day}T${time}`)?.available;
  expect(await at('10:00')).toBe(0);
  await aProvider(desk, 'STYLIST', 'One');
  expect(await at('10:00')).toBe(1);
  await aProvider(desk, 'STYLIST', 'Two');
  expect(await at('10:00')).toBe(2);
  const first = await book(running, desk, { from: `${day}T10:00` });
  await book(running, desk, { from: `${day}T10:30` });
  expect(await at('10:00')).toBe(0);
  const lost = await running.ask(
    createBooking,
    { input: { offeringId: desk.offeringId, from: `${day}T10:00` } },
    desk.phone,
  );
  expect(lost.data.createBooking.userErrors).toMatchObject([{ code: 'SLOT_UNAVAILABLE' }]);
  expect(lost.data.createBooking.userErrors[0].alternatives[0].from).toBe(`${day}T09:30`);
  const who = 'query ($id: ID!) { booking(id: $id) { provider { id name } units { name } } }';
  const { provider } = (await running.ask(who, { id: first.id }, desk.desk)).data.booking;
  // Moved within the hour of their own, with the same one.
  const moved = await running.ask(reschedule, { input: { id: first.id, from: `${day}T09:30` } }, desk.phone);
  expect(moved.data.rescheduleBooking.userErrors).toEqual([]);
  expect((await running.ask(who, { id: first.id }, desk.desk)).data.booking.provider).toEqual(provider);
});

it('B15: whoever is away is not booked, in the same transaction, and everybody sees it live', async () => {
  const desk = await aDesk(running, { ...appointments, units: 3, providerKind: 'STYLIST' });
  const stylist = await aProvider(desk);
  const day = inDays(9);
  const booked = await book(running, desk, { from: `${day}T12:00` });
  await using screen = openSocket(running, desk.desk);
  const board = screen.follow(
    `subscription ($id: ID!) { propertyEvents(propertyId: $id, kinds: [PROVIDER_STATUS_CHANGED, AVAILABILITY_CHANGED]) {
      __typename
      ... on ProviderStatusChanged { was: from now: to reason until provider { name } }
      ... on AvailabilityChanged { from to }
    } }`,
    { id: desk.propertyId },
  );
  await eventually(() => expect(board.items).toHaveLength(1));
  const until = `${day}T13:00:00.000Z`;
  const away = await status({ id: stylist.id, status: 'UNAVAILABLE', reason: 'Training', until }, stylist.token);
  expect(away).toMatchObject({
    userErrors: [],
    provider: { status: 'UNAVAILABLE', statusReason: 'Training', statusUntil: until, version: 2 },
  });
  await eventually(() => expect(board.items).toHaveLength(3));
  expect(board.items.slice(1)).toMatchObject([
    { was: 'AVAILABLE', now: 'UNAVAILABLE', reason: 'Training', until, provider: { name: 'Ha-eun' } },
    { __typename: 'AvailabilityChanged', to: inDays(10) },
  ]);
  expect((await free(desk, day)).filter(({ available }) => available > 0).map(({ from }) => from.slice(11))).toEqual([
    // 13:00 in UTC.
    '14:00',
    '14:30',
    '15:00',
    '15:30',
    '16:00',
    '16:30',
    '17:00',
  ]);
  // What was booked before stays theirs.
  const who = 'query ($id: ID!) { booking(id: $id) { provider { name } } }';
  expect((await running.ask(who, { id: booked.id }, desk.desk)).data.booking.provider).toEqual({ name: 'Ha-eun' });
  await status({ id: stylist.id, status: 'AVAILABLE' }, desk.desk);
  expect((await free(desk, day)).filter(({ available }) => available > 0).length).toBeGreaterThan(10);
});

it('B5: a hold that has run out keeps nobody’s time, of its own offering or of another', async () => {
  const desk = await aDesk(running, { ...appointments, units: 3, providerKind: 'STYLIST' });
  const stylist = await aProvider(desk);
  const other = await anOffering(running.app, desk.property, { ...appointments, providerKind: 'STYLIST' });
  const from = `${inDays(9)}T10:00`;
  const hold = { input: { offeringId: desk.offeringId, from } };
  for (let time = 0; time < 2; time++) {
    expect((await running.ask(holdSlot, hold, desk.phone)).data.holdSlot.userErrors).toEqual([]);
    await runOutHolds(running.app);
  }
  const booked = await book(running, { ...desk, offeringId: globalId('Offering', other.id) }, { from });
  await running.ask(transition('cancelBooking'), { id: booked.id }, desk.phone);
  // By the queue too, and for who is assigned by hand.
  expect((await running.ask(holdSlot, hold, desk.phone)).data.holdSlot.userErrors).toEqual([]);
  await runOutHolds(running.app);
  const rooms = await anOffering(running.app, desk.property);
  const stay = { from: inDays(9), to: inDays(10) };
  const { id } = await book(running, { ...desk, offeringId: globalId('Offering', rooms.id) }, stay);
  expect((await assigned(id, stylist.id, desk.desk)).userErrors).toEqual([]);
  await assigned(id, null, desk.desk);
  expect((await running.ask(holdSlot, hold, desk.phone)).data.holdSlot.userErrors).toEqual([]);
  await runOutHolds(running.app);
  await sweepExpiredHolds(running.app.database);
  expect(await running.app.database.query(`SELECT id FROM allocation WHERE state = 'HELD'`)).toEqual([]);
});

it('B4, B15: whoever looks at one thing hears when the people that it takes are taken, or given back, by another', async () => {
  const desk = await aDesk(running, { ...appointments, units: 3, providerKind: 'STYLIST' }, { timeZone: 'UTC' });
  const stylist = await aProvider(desk);
  const other = await anOffering(running.app, desk.property, { ...appointments, providerKind: 'STYLIST' });
  const rooms = await anOffering(running.app, desk.property);
  const [day, next] = [inDays(9), inDays(10)];
  await using screen = openSocket(running, null);
  const looked = screen.follow(
    `subscription ($id: ID!, $from: Date!, $to: Date!) { availabilityEvents(offeringId: $id, from: $from, to: $to) {
      ... on AvailabilityChanged { from to availability { slots { from available } } } } }`,
    { id: globalId('Offering', other.id), from: day, to: inDays(13) },
  );
  await eventually(() => expect(looked.items).toHaveLength(1));
  let told = 0;
  const hears = async (on: string, time: string, available: number) => {
    told++;
    await eventually(() => expect(looked.items.length).toBeGreaterThan(told));
    const { from, availability } = looked.items[told];
    expect(from).toBe(on);
    expect(availability.slots).toContainEqual({ from: `${on}T${time}`, available });
  };
  const booked = await book(running, desk, { from: `${day}T10:00` });
  await hears(day, '10:00', 0);
  const moved = await running.ask(reschedule, { input: { id: booked.id, from: `${next}T12:00` } }, desk.phone);
  expect(moved.data.rescheduleBooking.userErrors).toEqual([]);
  await hears(day, '10:00', 1);
  await hears(next, '12:00', 0);
  await running.ask(transition('cancelBooking'), { id: booked.id }, desk.phone);
  await hears(next, '12:00', 1);
  const hold = async () =>
    (await running.ask(holdSlot, { input: { offeringId: desk.offeringId, from: `${day}T10:00` } }, desk.phone)).data
      .holdSlot.hold;
  const { id } = await hold();
  await hears(day, '10:00', 0);
  await running.ask('mutation ($id: ID!) { releaseHold(input: { id: $id }) { hold { status } } }', { id }, desk.phone);
  await hears(day, '10:00', 1);
  await hold();
  await hears(day, '10:00', 0);
  await runOutHolds(running.app);
  await sweepExpiredHolds(running.app.database);
  await hears(day, '10:00', 1);
  // Who goes with a room is not there for anything else, until it is called off.
  const stay = { from: day, to: next };
  const room = await book(running, { ...desk, offeringId: globalId('Offering', rooms.id) }, stay);
  expect((await assigned(room.id, stylist.id, desk.desk)).userErrors).toEqual([]);
  await hears(day, '16:00', 0);
  await running.ask(transition('cancelBooking'), { id: room.id }, desk.phone);
  await hears(day, '16:00', 1);
  expect(looked.items).toHaveLength(told + 1);
});

it('B15: what is given back of the time of somebody who is away is not free', async () => {
  const desk = await aDesk(running, { ...appointments, units: 3, providerKind: 'STYLIST' }, { timeZone: 'UTC' });
  const stylist = await aProvider(desk);
  const day = inDays(9);
  const [early, late] = [`${day}T10:00`, `${day}T14:00`];
  const booked = await book(running, desk, { from: early });
  const { hold } = (await running.ask(holdSlot, { input: { offeringId: desk.offeringId, from: late } }, desk.phone))
    .data.holdSlot;
  await status({ id: stylist.id, status: 'UNAVAILABLE', until: `${day}T23:00:00Z` }, stylist.token);
  // Theirs all the same, whatever else is changed of it.
  expect(
    (await running.ask(modify, { input: { id: booked.id, quantity: 2 } }, desk.desk)).data.modifyBooking,
  ).toMatchObject({ userErrors: [], booking: { quantity: 2 } });
  const at = async (time: string) => (await free(desk, day)).find(({ from }) => from === time)?.available;
  await running.ask(transition('cancelBooking'), { id: booked.id }, desk.phone);
  expect(await at(early)).toBe(0);
  await running.ask(
    'mutation ($id: ID!) { releaseHold(input: { id: $id }) { userErrors { code } } }',
    hold,
    desk.phone,
  );
  expect(await at(late)).toBe(0);
  await status({ id: stylist.id, status: 'AVAILABLE' }, desk.desk);
  expect([await at(early), await at(late)]).toEqual([1, 1]);
});

it('B13: a status ends by itself, and is refused for a time that is over', async () => {
  const desk = await aDesk(running);
  const { id, token, user } = await aProvider(desk);
  expect((await status({ id, status: 'BUSY', until: '2020-01-01T00:00:00Z' }, token)).userErrors).toMatchObject([
    { code: 'INVALID_INPUT', field: 'until' },
  ]);
  const busy = await status({ id, status: 'BUSY' }, token);
  expect(Date.parse(busy.provider.statusUntil) - Date.now()).toBeGreaterThan(58 * 60_000);
  expect((await status({ id, status: 'OFF_DUTY' }, token)).provider.version).toBe(3);
  expect((await status({ id, status: 'OFF_DUTY' }, token)).provider.version).toBe(3);
  const { database } = running.app;
  await database.script(
    `UPDATE provider SET status_until = now() - interval '1 second' WHERE status_until IS NOT NULL`,
  );
  await transact(database, endStatuses);
  await eventually(async () =>
    expect((await eventsOf(running, `user:${user.id}`)).at(-1)).toMatchObject({
      type: 'ProviderStatusChanged',
      actor: 'system',
      payload: { from: 'OFF_DUTY', to: 'AVAILABLE' },
    }),
  );
});
