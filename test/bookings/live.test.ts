import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aUser, signedIn } from '../support/factories.js';
import { type Followed, openSocket } from '../support/socket.js';
import { inDays } from './clock.js';
import { aDesk, book, modify, transition } from './desk.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000' });
});
afterAll(() => running.close());

const seen = `__typename
  ... on BookingCreated { booking { code status contact { email } } status }
  ... on BookingStatusChanged { from to reason booking { code status } }
  ... on BookingModified { changes booking { notes } version }`;
const feeds = {
  phone: `subscription { viewerEvents { ${seen} } }`,
  desk: `subscription ($id: ID!) { propertyEvents(propertyId: $id, kinds: [BOOKING_CREATED, BOOKING_STATUS_CHANGED, BOOKING_MODIFIED]) { ${seen} } }`,
  booking: `subscription ($id: ID!) { bookingEvents(bookingId: $id) { ${seen} } }`,
  platform: `subscription { platformEvents(kinds: [BOOKING_CREATED, BOOKING_STATUS_CHANGED, BOOKING_MODIFIED]) { ${seen} } }`,
};

const ofBookings = (followed: Followed<{ __typename: string }>) =>
  followed.items.filter(({ __typename }) => __typename.startsWith('Booking'));

it('B10: a guest’s phone and a desk’s screen see each other’s changes live; so do the platform and nobody else', async () => {
  const desk = await aDesk(running);
  await using phone = openSocket(running, desk.phone);
  await using screen = openSocket(running, desk.desk);
  await using office = openSocket(running, await signedIn(running.app, await aUser(running.app, { role: 'ADMIN' })));
  await using stranger = openSocket(running, await signedIn(running.app, await aUser(running.app)));
  const onPhone = phone.follow(feeds.phone);
  const onScreen = screen.follow(feeds.desk, { id: desk.propertyId });
  const atOffice = office.follow(feeds.platform);
  const elsewhere = stranger.follow(feeds.phone);
  await eventually(() => {
    for (const followed of [onPhone, onScreen, atOffice, elsewhere]) expect(followed.items).toHaveLength(1);
  });

  const made = await book(running, desk, { from: inDays(20), to: inDays(21) });
  await eventually(() => expect(ofBookings(onScreen)).toHaveLength(1));
  expect(ofBookings(onScreen)[0]).toMatchObject({
    __typename: 'BookingCreated',
    status: 'PENDING',
    booking: { code: made.code, contact: { email: desk.guest.email } },
  });
  await running.ask(transition('confirmBooking'), { id: made.id, reason: 'Welcome' }, desk.desk);
  await eventually(() => expect(ofBookings(onPhone)).toHaveLength(2));
  expect(ofBookings(onPhone)[1]).toMatchObject({
    __typename: 'BookingStatusChanged',
    from: 'PENDING',
    to: 'CONFIRMED',
    reason: 'Welcome',
    booking: { code: made.code, status: 'CONFIRMED' },
  });
  await running.ask(modify, { input: { id: made.id, notes: 'A cot, please.' } }, desk.phone);
  await eventually(() => {
    expect(ofBookings(onScreen)[2]).toMatchObject({
      __typename: 'BookingModified',
      changes: ['notes'],
      version: 3,
      booking: { notes: 'A cot, please.' },
    });
    expect(ofBookings(onPhone)).toHaveLength(3);
    // By way of the relay.
    expect(ofBookings(atOffice).map(({ __typename }) => __typename)).toEqual([
      'BookingCreated',
      'BookingStatusChanged',
      'BookingModified',
    ]);
  });
  expect(elsewhere.items).toHaveLength(1);
  for (const followed of [onPhone, onScreen, atOffice]) expect(followed.errors).toEqual([]);
});

it('F3: the feed of a booking, for its guest and the desk; it goes on where the timeline ended', async () => {
  const desk = await aDesk(running);
  const { id } = await book(running, desk, { from: inDays(20), to: inDays(21) });
  const { data } = await running.ask(
    'query ($id: ID!) { booking(id: $id) { timeline { nodes { cursor } } } }',
    { id },
    desk.phone,
  );
  await using phone = openSocket(running, desk.phone);
  await using screen = openSocket(running, desk.desk);
  const after = data.booking.timeline.nodes.at(-1).cursor;
  const resumed = phone.follow(
    `subscription ($id: ID!, $after: EventCursor) { bookingEvents(bookingId: $id, after: $after) { __typename ... on StreamReady { recovered replayed } } }`,
    { id, after },
  );
  const followed = screen.follow(feeds.booking, { id });
  await eventually(() => expect([resumed.items.length, followed.items.length]).toEqual([1, 1]));
  expect(resumed.items[0]).toMatchObject({ recovered: true, replayed: 0 });
  await running.ask(transition('cancelBooking'), { id }, desk.phone);
  await eventually(() => expect([resumed.items.length, followed.items.length]).toEqual([2, 2]));
  await using stranger = openSocket(running, await signedIn(running.app, await aUser(running.app)));
  const refused = stranger.follow(feeds.booking, { id });
  await refused.done;
  expect(refused.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
});

it('F11: what is booked after the list was read is in the feed that goes on from it', async () => {
  const desk = await aDesk(running);
  const list = await running.ask(
    'query ($id: ID!) { bookings(filter: { propertyId: $id }) { asOf totalCount } }',
    { id: desk.propertyId },
    desk.desk,
  );
  expect(list.data.bookings.totalCount).toBe(0);
  const { code } = await book(running, desk, { from: inDays(20), to: inDays(21) });
  await using screen = openSocket(running, desk.desk);
  const followed = screen.follow(
    `subscription ($id: ID!, $after: EventCursor) { propertyEvents(propertyId: $id, after: $after, kinds: [BOOKING_CREATED]) { ${seen} } }`,
    { id: desk.propertyId, after: list.data.bookings.asOf },
  );
  await eventually(() => expect(ofBookings(followed)).toMatchObject([{ booking: { code } }]));
  const mine = await running.ask('{ bookings { asOf nodes { code } } }', {}, desk.phone);
  expect(mine.data.bookings.nodes).toEqual([{ code }]);
  const stream = `user:${desk.guest.id}`;
  const heard = await running.app.database.prisma.event.count({ where: { stream } });
  expect(running.app.realtime.cursors.open(mine.data.bookings.asOf, stream)?.seq).toBe(heard);
});
