import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { LastRun } from '../../src/realtime/transport/frame-run.js';
import { modify } from '../bookings/desk.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { type Followed, openSocket } from '../support/socket.js';
import { followBySse } from '../support/sse.js';
import { aCashier, aNight, done } from './cashier.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000' });
});
afterAll(() => running.close());

const seen = `__typename
  ... on PaymentStatusChanged { from to payment { status captured { amount } } booking { code } }
  ... on PaymentUpdated { payment { refunded { amount } } }`;
const feeds = {
  mine: `subscription { viewerEvents { ${seen} } }`,
  property: `subscription ($id: ID!) { propertyEvents(propertyId: $id) { ${seen} } }`,
  booking: `subscription ($id: ID!) { bookingEvents(bookingId: $id) { ${seen} } }`,
  platform: `subscription { platformEvents { ${seen} } }`,
};
const timeline = 'query ($id: ID!) { booking(id: $id) { timeline { nodes { __typename } } } }';

const ofMoney = ({ items }: Followed<{ __typename: string }>) =>
  items.filter(({ __typename }) => __typename.startsWith('Payment'));
const ofBookings = ({ items }: Followed<{ __typename: string }>) =>
  items.filter(({ __typename }) => __typename.startsWith('Booking'));

it('P2: the guest, who may see the money, and the platform hear of a payment; the desk, the guide and strangers do not', async () => {
  const cashier = await aCashier(running);
  const { id: bookingId, code } = await aNight(running, cashier);
  const guide = await aUser(running.app);
  const provider = await running.app.database.prisma.provider.create({
    data: { propertyId: cashier.property.id, userId: guide.id, kind: 'GUIDE', name: 'Guide' },
  });
  await running.app.database.prisma.booking.updateMany({ where: { code }, data: { providerId: provider.id } });
  const guidesToken = await signedIn(running.app, guide);
  const at = { id: cashier.propertyId };
  await using phone = openSocket(running, cashier.phone);
  await using owner = openSocket(running, cashier.owner.token);
  await using manager = openSocket(running, cashier.manager.token);
  await using desk = openSocket(running, cashier.desk);
  await using guided = openSocket(running, guidesToken);
  await using office = openSocket(running, await signedIn(running.app, await aUser(running.app, { role: 'ADMIN' })));
  await using stranger = openSocket(running, await signedIn(running.app, await aUser(running.app)));
  const tell = [
    phone.follow(feeds.mine),
    phone.follow(feeds.booking, { id: bookingId }),
    owner.follow(feeds.property, at),
    manager.follow(feeds.property, at),
    manager.follow(feeds.booking, { id: bookingId }),
    office.follow(feeds.platform),
  ];
  const hide = [
    desk.follow(feeds.property, at),
    desk.follow(feeds.booking, { id: bookingId }),
    guided.follow(feeds.booking, { id: bookingId }),
    stranger.follow(feeds.mine),
  ];
  await eventually(() => {
    for (const followed of [...tell, ...hide]) expect(followed.items.length).toBeGreaterThan(0);
  });
  const overSse = followBySse(running, feeds.booking, { id: bookingId }, cashier.desk);
  await eventually(() => expect(overSse.text()).toContain('StreamReady'));

  const { id } = await done(running, 'createPayment', { bookingId, gateway: 'desk' }, cashier.owner.token);
  await done(running, 'capturePayment', { id }, cashier.owner.token);
  await done(running, 'refundPayment', { id, amount: 1_000 }, cashier.owner.token);
  await done(running, 'refundPayment', { id, amount: 1_000 }, cashier.owner.token);
  await eventually(() => {
    for (const followed of tell) expect(ofMoney(followed)).toHaveLength(4);
  });
  for (const followed of tell)
    expect(ofMoney(followed)).toMatchObject([
      { __typename: 'PaymentStatusChanged', from: null, to: 'CREATED', booking: { code } },
      { from: 'CREATED', to: 'CAPTURED' },
      { from: 'CAPTURED', to: 'PARTIALLY_REFUNDED', payment: { captured: { amount: 10_000 } } },
      { __typename: 'PaymentUpdated' },
    ]);
  // The confirmation, which came after the money, has reached those who must not hear of that.
  await eventually(() => {
    for (const followed of hide.slice(0, 3)) expect(ofBookings(followed)).toHaveLength(1);
    expect(overSse.text()).toContain('BookingStatusChanged');
  });
  for (const followed of hide) expect(ofMoney(followed)).toEqual([]);
  expect(overSse.text()).not.toContain('Payment');
  overSse.stop();

  const types = async (token: string) => {
    const { data } = await running.ask(timeline, { id: bookingId }, token);
    const all: string[] = data.booking.timeline.nodes.map(({ __typename }: { __typename: string }) => __typename);
    // What the guest was told stands there too, as soon as that is done.
    return all.filter((type) => type !== 'GuestNotified');
  };
  const whole = ['BookingCreated', 'PaymentStatusChanged', 'BookingStatusChanged', 'PaymentUpdated'];
  for (const token of [cashier.phone, cashier.manager.token])
    expect(new Set(await types(token)), 'B12: payments are in the timeline').toEqual(new Set(whole));
  for (const token of [cashier.desk, guidesToken])
    expect(await types(token)).toEqual(['BookingCreated', 'BookingStatusChanged']);
});

it('F14: of those who share what is written, each gets what is theirs of it', async () => {
  const cashier = await aCashier(running);
  const { id: bookingId, code } = await aNight(running, cashier);
  const guide = await aUser(running.app);
  const { prisma } = running.app.database;
  const provider = await prisma.provider.create({
    data: { propertyId: cashier.property.id, userId: guide.id, kind: 'GUIDE', name: 'Guide' },
  });
  await prisma.booking.updateMany({ where: { code }, data: { providerId: provider.id } });
  // Both have no role, and ask the same by the same id: their frames are the same bytes.
  const feed = 'subscription ($id: ID!) { bookingEvents(bookingId: $id) { __typename id } }';
  const alike = { generateID: () => '1' };
  await using phone = openSocket(running, cashier.phone, alike);
  await using guided = openSocket(running, await signedIn(running.app, guide), alike);
  const [guests, guides] = [phone, guided].map((socket) => socket.follow(feed, { id: bookingId }));
  await eventually(() => expect([guests?.items.length, guides?.items.length]).toEqual([1, 1]));
  using runs = vi.spyOn(LastRun.prototype, 'of');
  // What comes first is asked for by each; once that has reached them, they are written to in runs.
  for (const notes of ['Late', 'Very late']) {
    const { data } = await running.ask(modify, { input: { id: bookingId, notes } }, cashier.phone);
    expect(data.modifyBooking.userErrors).toEqual([]);
  }
  await eventually(() => expect([guests?.items.length, guides?.items.length]).toEqual([3, 3]));
  const { id } = await done(running, 'createPayment', { bookingId, gateway: 'desk' }, cashier.owner.token);
  await done(running, 'capturePayment', { id }, cashier.owner.token);
  const types = (followed: typeof guests) => followed?.items.map(({ __typename }) => __typename);
  await eventually(() => expect(types(guides)).toContain('BookingStatusChanged'));
  expect(types(guests)).toEqual(expect.arrayContaining(['PaymentStatusChanged', 'BookingStatusChanged']));
  expect(types(guides)).not.toContain('PaymentStatusChanged');
  expect(runs.mock.results.filter(({ value }) => value !== undefined).length).toBeGreaterThan(0);
});

it('P2: who loses the right to see the money sees none from that moment on, in the same stream', async () => {
  const cashier = await aCashier(running);
  const { id: bookingId } = await aNight(running, cashier);
  const pay = (amount: number) =>
    done(running, 'createPayment', { bookingId, gateway: 'desk', amount }, cashier.owner.token);
  await using manager = openSocket(running, cashier.manager.token);
  const followed = manager.follow(feeds.property, { id: cashier.propertyId });
  await eventually(() => expect(followed.items).toHaveLength(1));
  await pay(1_000);
  await eventually(() => expect(ofMoney(followed)).toHaveLength(1));
  const demoted = await running.ask(
    'mutation ($id: ID!) { changeMemberRole(input: { id: $id, role: STAFF }) { userErrors { code } } }',
    { id: globalId('Member', cashier.manager.membership.id) },
    cashier.owner.token,
  );
  expect(demoted).toMatchObject({ data: { changeMemberRole: { userErrors: [] } } });
  await pay(2_000);
  await aNight(running, cashier);
  await eventually(() => expect(ofBookings(followed)).toHaveLength(1));
  expect(ofMoney(followed)).toHaveLength(1);
  expect(followed.errors).toEqual([]);
});

it('F11: what is paid after the list was read is in the feed that goes on from it', async () => {
  const cashier = await aCashier(running);
  const { id: bookingId } = await aNight(running, cashier);
  const list = await running.ask(
    'query ($id: ID!) { payments(filter: { propertyId: $id }) { asOf totalCount nodes { id } } }',
    { id: cashier.propertyId },
    cashier.manager.token,
  );
  expect(list.data.payments.totalCount).toBe(0);
  await done(running, 'createPayment', { bookingId, gateway: 'desk' }, cashier.owner.token);
  await using screen = openSocket(running, cashier.manager.token);
  const followed = screen.follow(
    `subscription ($id: ID!, $after: EventCursor) {
      propertyEvents(propertyId: $id, after: $after, kinds: [PAYMENT_STATUS_CHANGED]) { ${seen} } }`,
    { id: cashier.propertyId, after: list.data.payments.asOf },
  );
  await eventually(() => expect(ofMoney(followed)).toMatchObject([{ to: 'CREATED' }]));
  const nested = await running.ask(
    'query ($id: ID!) { booking(id: $id) { payments { totalCount nodes { status order { id } booking { code } } } } }',
    { id: bookingId },
    cashier.phone,
  );
  expect(nested.data.booking.payments).toMatchObject({ totalCount: 1, nodes: [{ status: 'CREATED', order: null }] });
  // Those of the desk see none in any list.
  const desk = await running.ask('{ payments { totalCount } }', {}, cashier.desk);
  expect(desk.data.payments.totalCount).toBe(0);
});
