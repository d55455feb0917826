import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionState } from '../../src/client/index.js';
import type { Link } from '../faults/link.js';
import { eventually } from '../support/eventually.js';
import { type Business, joins, opens, sells } from './business.js';
import { dayIn, whereItIsMorning } from './clock.js';
import type { Device } from './device.js';
import { type Person, Stage } from './stage.js';
import type { Item, Watch } from './watch.js';

const timeZone = whereItIsMorning();
const today = dayIn(timeZone);

const ofBookings = `
  ... on BookingCreated { status booking { code } }
  ... on BookingStatusChanged { from to booking { code } }
  ... on BookingModified { changes booking { code from notes } }
  ... on PaymentStatusChanged { was: from is: to payment { captured { amount } refunded { amount } } }`;
const ofMine = `${ofBookings}
  ... on SettingsUpdated { settings { theme sounds locale version } }
  ... on NotificationCreated { notification { type title text } }`;

describe('a salon', () => {
  let stage: Stage;
  let salon: Business;
  let desk: Awaited<ReturnType<typeof joins>>;
  let cut: Item;
  let customer: Person;
  /** Two tabs of one browser, on a network that can be lost, and a phone elsewhere. */
  let network: Link;
  let tabs: [Device, Device];
  let phone: Device;
  let screens: [Watch, Watch, Watch];
  let board: Watch;
  let booking: Item;

  beforeAll(async () => {
    stage = await Stage.open();
    salon = await opens(stage, 'Kim Ha-eun', { name: 'Lotus Hair', kind: 'SALON', timeZone, currency: 'KRW' });
    desk = await joins(stage, salon, 'Park Jun', 'STAFF');
    const stylist = { propertyId: salon.id, kind: 'STYLIST', name: 'Ha-eun' };
    await salon.owner.device.do('createProvider', stylist);
    cut = await sells(salon, {
      name: 'Cut',
      mode: 'TIMED',
      durationMinutes: 60,
      stepMinutes: 30,
      opensAt: '08:00',
      closesAt: '20:00',
      providerKind: 'STYLIST',
      capacity: 2,
      priceAmount: 30_000,
      freeCancellationHours: 0,
    });
    customer = await stage.signUp('Mia Lang');
    network = await stage.network();
    const throughIt = network.url.replace('/graphql', '');
    const tab = await stage.signIn(customer, throughIt);
    tabs = [tab, stage.device(throughIt, tab.client.session.store)];
    phone = await stage.signIn(customer);
    const [one, two, three] = await Promise.all([...tabs, phone].map((each) => each.watch('viewerEvents', ofMine)));
    screens = [one as Watch, two as Watch, three as Watch];
    board = await desk.device.watch(`propertyEvents(propertyId: "${salon.id}")`, ofBookings);
  });
  afterAll(async () => {
    await stage[Symbol.asyncDispose]();
    await network.close();
  });

  const everywhere = (expected: Item) => Promise.all(screens.map((screen) => screen.sees(expected)));
  const book = async (time: string) => {
    const appointment = { offeringId: cut.id, from: `${today}T${time}` };
    return (await tabs[0].do('createBooking', appointment, 'booking { id code status provider { name } }')).booking;
  };

  it('B2 B6 B9 B10 B13 T3: an appointment is made, confirmed, modified, moved and completed, live in two tabs and on the phone', async () => {
    booking = await book('10:00');
    const { code } = booking;
    expect(booking.provider.name).toBe('Ha-eun');
    await everywhere({ __typename: 'BookingCreated', status: 'PENDING', booking: { code } });
    await board.sees({ __typename: 'BookingCreated', booking: { code } });
    await desk.device.do('confirmBooking', { id: booking.id });
    await everywhere({ from: 'PENDING', to: 'CONFIRMED', booking: { code } });
    await tabs[1].do('modifyBooking', { id: booking.id, notes: 'Shorter than last time.' });
    const modified = { __typename: 'BookingModified', changes: ['notes'] };
    await everywhere({ ...modified, booking: { code, notes: 'Shorter than last time.' } });
    await phone.do('rescheduleBooking', { id: booking.id, from: `${today}T11:30` });
    const moved = { __typename: 'BookingModified', changes: expect.arrayContaining(['from']) };
    await Promise.all(
      [...screens, board].map((screen) => screen.sees({ ...moved, booking: { from: `${today}T11:30` } })),
    );
    await desk.device.do('checkInBooking', { id: booking.id });
    await desk.device.do('completeBooking', { id: booking.id });
    await everywhere({ from: 'CHECKED_IN', to: 'COMPLETED', booking: { code } });
  });

  it('B6 B8 B10: one stylist is at one place, and what is cancelled can be had again', async () => {
    const other = await book('16:00');
    const again = { offeringId: cut.id, from: `${today}T16:30` };
    expect(await phone.refused('createBooking', again)).toBe('SLOT_UNAVAILABLE');
    await phone.do('cancelBooking', { id: other.id, reason: 'I am ill' });
    await everywhere({ from: 'PENDING', to: 'CANCELLED', booking: { code: other.code } });
    const { booking: later } = await phone.do('createBooking', again, 'booking { id code }');
    await everywhere({ __typename: 'BookingCreated', booking: { code: later.code } });
    await tabs[0].do('cancelBooking', { id: later.id });
    await everywhere({ to: 'CANCELLED', booking: { code: later.code } });
  });

  it('P1 P2 P4 T3: payment and refund are live on every device, and once each', async () => {
    const owner = salon.owner.device;
    const charge = { bookingId: booking.id, gateway: 'desk', method: 'card', idempotencyKey: 'a cut' };
    const { payment } = await owner.do('createPayment', charge, 'payment { id }');
    expect((await owner.do('createPayment', charge, 'payment { id }')).payment).toEqual(payment);
    await owner.do('capturePayment', { id: payment.id });
    await everywhere({ was: 'CREATED', is: 'CAPTURED', payment: { captured: { amount: 30_000 } } });
    await owner.do('refundPayment', { id: payment.id, amount: 5_000, reason: 'We were late' });
    const refunded = { refunded: { amount: 5_000 } };
    await everywhere({ was: 'CAPTURED', is: 'PARTIALLY_REFUNDED', payment: refunded });
    expect(board.count({ __typename: 'PaymentStatusChanged' })).toBe(0);
    for (const screen of screens) expect(screen.count({ __typename: 'PaymentStatusChanged' })).toBe(3);
  });

  it('A5 T3: settings are in step on every device, and nobody overwrites what they have not seen', async () => {
    await tabs[0].do('updateSettings', { theme: 'DARK', sounds: false });
    const [update] = await everywhere({ settings: { theme: 'DARK', sounds: false } });
    const stale = { locale: 'ko', expectedVersion: update?.settings.version - 1 };
    expect(await phone.refused('updateSettings', stale)).toBe('VERSION_CONFLICT');
    await phone.do('updateSettings', { locale: 'ko', expectedVersion: update?.settings.version });
    await everywhere({ settings: { theme: 'DARK', locale: 'ko' } });
  });

  it('N11 N8 M18: what she is told from there on is in Korean, in the app and by mail; the salon is told in English', async () => {
    const { id, code } = await book('12:30');
    await desk.device.do('confirmBooking', { id });
    await everywhere({ notification: { type: 'BOOKING', title: `예약 ${code}이(가) 확정되었습니다` } });
    await stage.mailTo(customer.email, new RegExp(`예약 ${code}`));
    await stage.mailTo(desk.email, new RegExp(`New booking ${code}`));
    // The salon chooses in which language it writes to guests.
    const settings = { settings: { locale: 'ko' } };
    await salon.owner.device.do('updateProperty', { id: salon.id, ...settings });
    await desk.device.do('checkInBooking', { id });
    const { booking: now } = await phone.ask(
      `{ booking(id: "${id}") { conversation { messages(last: 1) { nodes { body } } } } }`,
    );
    expect(now.conversation.messages.nodes).toEqual([{ body: '체크인했습니다.' }]);
  });

  it('T5 T6 F9 C6: the network goes and comes back; the indicator says so, and nothing is lost or twice', async () => {
    const states: ConnectionState['status'][][] = [[], []];
    const stop = tabs.map(({ client }, index) => client.observe(({ status }) => states[index]?.push(status)));
    expect(states).toEqual([['live'], ['live']]);
    await network.goDown();
    await eventually(() => expect(tabs.map(({ client }) => client.state.status)).toEqual(['offline', 'offline']));
    for (const { client } of tabs) expect(client.state).toMatchObject({ retryAt: expect.any(Number) });
    const missed: string[] = [];
    for (const time of ['14:00', '15:00', '16:00']) {
      const appointment = { offeringId: cut.id, from: `${today}T${time}` };
      const { booking: made } = await phone.do('createBooking', appointment, 'booking { id code }');
      await desk.device.do('confirmBooking', { id: made.id });
      missed.push(made.code);
    }
    const last = { to: 'CONFIRMED', booking: { code: missed.at(-1) } };
    await screens[2].sees(last);
    expect(screens[0].count(last)).toBe(0);
    await network.comeUp();
    await everywhere(last);
    await eventually(() => expect(tabs.map(({ client }) => client.state.status)).toEqual(['live', 'live']));
    for (const all of states) {
      expect(all.indexOf('connecting')).toBeGreaterThan(0);
      expect(all.lastIndexOf('live')).toBeGreaterThan(all.indexOf('offline'));
    }
    for (const end of stop) end();
    // The same on the tabs that were away as on the phone that was not: each once, in this order.
    const ids = (screen: Watch) => screen.items.map(({ id }) => id);
    await eventually(() => {
      for (const screen of screens) expect(ids(screen)).toEqual(ids(screens[2]));
    });
    expect(new Set(ids(screens[2])).size).toBe(ids(screens[2]).length);
    for (const code of missed) expect(screens[0].count({ to: 'CONFIRMED', booking: { code } })).toBe(1);
  });

  it('A1 T6 T7 F12: who signs out in one tab is out in both, at once; the phone stays, until everything is signed out', async () => {
    await tabs[0].do('signOut', {});
    const over = [{ kind: 'revoked', reason: 'SESSION_ENDED' }];
    await eventually(() => expect(screens.slice(0, 2).map(({ ends }) => ends)).toEqual([over, over]));
    await expect(tabs[1].ask('{ viewer { email } }')).rejects.toThrow();
    await expect(book('18:00')).rejects.toThrow();
    const shown = screens.slice(0, 2).map(({ items }) => items.length);
    const { booking: last } = await phone.do(
      'createBooking',
      { offeringId: cut.id, from: `${today}T18:00` },
      'booking { code }',
    );
    await screens[2].sees({ __typename: 'BookingCreated', booking: { code: last.code } });
    expect(screens.slice(0, 2).map(({ items }) => items.length)).toEqual(shown);
    await phone.do('signOut', { everywhere: true });
    await eventually(() => expect(screens[2].ends).toEqual(over));
    await eventually(() => expect(phone.client.state.status).toBe('refused'));
  });
});
