import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTelegramApi, type TelegramApi } from '../support/telegram-api.js';
import { type Business, joins, opens, sells } from './business.js';
import { dayIn, whereItIsMorning } from './clock.js';
import type { Device } from './device.js';
import { patiently, Stage } from './stage.js';
import { TelegramChat, withBot } from './telegram-chat.js';
import type { Item, Watch } from './watch.js';

const timeZone = whereItIsMorning();
const today = dayIn(timeZone);
const tomorrow = dayIn(timeZone, 1);

const seen = `
  ... on BookingCreated { status booking { code } }
  ... on BookingStatusChanged { from to reason booking { code } }
  ... on BookingModified { changes booking { code } }
  ... on BookingProviderChanged { provider { name } booking { code } }`;
const status = '... on ProviderStatusChanged { was: from is: to reason provider { name status } }';
const said = `
  ... on MessageSent { sequence message { body senderKind sender { name } } }
  ... on MessagesRead { sequence user { name } }`;

describe('a tour operator', () => {
  let telegram: TelegramApi;
  let stage: Stage;
  let operator: Business;
  let delta: Item;
  let privateTour: Item;
  let desk: Awaited<ReturnType<typeof joins>>;
  let guide: Awaited<ReturnType<typeof joins>>;
  let tourist: Awaited<ReturnType<Stage['comes']>>;
  let admin: Device;
  /** The screens that stay on for the whole day. */
  let phone: Watch;
  let board: Watch;
  let office: Watch;
  let booking: Item;
  let thread: string;

  beforeAll(async () => {
    telegram = await startTelegramApi();
    stage = await Stage.open(withBot(telegram));
    const input = { name: 'Delta Boats', kind: 'TOUR_OPERATOR', timeZone, currency: 'VND' };
    operator = await opens(stage, 'Linh Tran', input);
    desk = await joins(stage, operator, 'Hoa Le', 'STAFF');
    guide = await joins(stage, operator, 'Minh Pham', 'STAFF');
    delta = await sells(operator, {
      name: 'Floating market',
      mode: 'DEPARTURE',
      durationMinutes: 180,
      departureTimes: ['09:00', '14:00'],
      capacity: 12,
      priceAmount: 900_000,
    });
    privateTour = await sells(operator, {
      name: 'A boat of your own',
      mode: 'TIMED',
      durationMinutes: 60,
      opensAt: '08:00',
      closesAt: '20:00',
      providerKind: 'GUIDE',
      capacity: 2,
      priceAmount: 2_500_000,
    });
    tourist = await stage.comes('Ana Lima');
    admin = await stage.administrator();
    phone = await tourist.device.watch('viewerEvents', seen);
    board = await desk.device.watch(`propertyEvents(propertyId: "${operator.id}")`, `${seen} ${status}`);
    office = await admin.watch('platformEvents', `${seen} ${status}`);
  });
  afterAll(async () => {
    await stage[Symbol.asyncDispose]();
    await telegram[Symbol.asyncDispose]();
  });

  const slotsOf = async (device: Device, offering: Item): Promise<Item[]> => {
    const { availability } = await device.ask(
      `{ availability(offeringId: "${offering.id}", from: "${today}", to: "${tomorrow}") { slots { from available bookable } } }`,
    );
    return availability.slots;
  };
  const freeAt = async (device: Device, offering: Item, time: string) =>
    (await slotsOf(device, offering)).find(({ from }) => from.startsWith(`${today}T${time}`))?.available;
  const days = `from: "${today}", to: "${tomorrow}"`;
  const everywhere = (expected: Item) => Promise.all([phone, board, office].map((screen) => screen.sees(expected)));

  it('B2 B4 B5 B6 B10 F6 M1: a tourist holds two seats of a departure and books them, once, and there is a thread', async () => {
    const free = await tourist.device.watch(
      `availabilityEvents(offeringId: "${delta.id}", ${days})`,
      '... on AvailabilityChanged { availability { slots { from available } } }',
    );
    const afternoon = (available: number) => ({
      availability: { slots: [{}, { from: expect.stringContaining('T14:00'), available }] },
    });
    expect(await slotsOf(tourist.device, delta)).toMatchObject([{ available: 12 }, { available: 12, bookable: true }]);
    const wanted = { offeringId: delta.id, from: `${today}T14:00`, quantity: 2 };
    const { hold } = await tourist.device.do('holdSlot', wanted, 'hold { id status expiresAt }');
    expect(Date.parse(hold.expiresAt) - Date.now()).toBeGreaterThan(240_000);
    await free.sees(afternoon(10));

    const order = { holdId: hold.id, partySize: 2, idempotencyKey: 'two seats at two' };
    const selection = 'booking { id code status quantity conversation { id } }';
    ({ booking } = await tourist.device.do('createBooking', order, selection));
    expect((await tourist.device.do('createBooking', order, selection)).booking).toEqual(booking);
    expect(booking).toMatchObject({ status: 'PENDING', quantity: 2 });
    thread = booking.conversation.id;
    const { code } = booking;
    await everywhere({ __typename: 'BookingCreated', status: 'PENDING', booking: { code } });
    expect(await freeAt(tourist.device, delta, '14:00')).toBe(10);
    expect(free.count(afternoon(12))).toBe(0);
  });

  it('B8 B10 F1 F4 F5: a new status reaches the tourist, the desk and the platform, with the old and the new one', async () => {
    await desk.device.do('confirmBooking', { id: booking.id, reason: 'See you at the pier' });
    const { code } = booking;
    const change = { from: 'PENDING', to: 'CONFIRMED', reason: 'See you at the pier', booking: { code } };
    await everywhere({ __typename: 'BookingStatusChanged', ...change });
  });

  it('M1 M4 M6 M9 M10 M18 F2: tourist and desk write to each other in its thread, and see what was read', async () => {
    const feed = `conversationEvents(conversationId: "${thread}")`;
    const atTourist = await tourist.device.watch(feed, said);
    const atDesk = await desk.device.watch(feed, said);
    // Whoever takes part in it is seen to read.
    await desk.device.do('joinConversation', { conversationId: thread });
    const body = 'Is there shade on the boat?';
    const question = { conversationId: thread, body, clientMessageId: 'from my phone' };
    const { message } = await tourist.device.do('sendMessage', question, 'message { id sequence }');
    const asked = { sequence: message.sequence, message: { body, senderKind: 'GUEST', sender: { name: 'Ana Lima' } } };
    await Promise.all([atTourist.sees(asked), atDesk.sees(asked)]);
    await desk.device.do('markConversationRead', { conversationId: thread, messageId: message.id });
    await atTourist.sees({ __typename: 'MessagesRead', sequence: message.sequence, user: { name: 'Hoa Le' } });
    const { conversation } = await tourist.device.ask(
      `{ conversation(id: "${thread}") { messages(last: 10) { nodes { id sequence type receipts { readAt user { name } } } } } }`,
    );
    const { nodes } = conversation.messages;
    expect(nodes.at(-1)).toMatchObject({ receipts: [{ readAt: expect.any(String), user: { name: 'Hoa Le' } }] });
    // What happened to the booking stands there too, without a hole in the numbers.
    expect(nodes.map(({ sequence }: Item) => sequence)).toEqual(nodes.map((_: Item, index: number) => index + 1));
    expect(nodes.map(({ type }: Item) => type)).toEqual(['SYSTEM', 'SYSTEM', 'TEXT']);

    const answer = { body: 'There is, and a hat for each of you.', senderKind: 'STAFF' };
    const sent = await desk.device.do('sendMessage', { conversationId: thread, body: answer.body }, 'message { id }');
    await atTourist.sees({ sequence: message.sequence + 1, message: answer });
    await tourist.device.do('markConversationRead', { conversationId: thread, messageId: sent.message.id });
    await atDesk.sees({ __typename: 'MessagesRead', user: { name: 'Ana Lima' } });
    expect(atTourist.count({ __typename: 'MessageSent' })).toBe(2);
  });

  it('F15 T11 B10: while Redis hangs, a change is on every screen within two seconds all the same', async () => {
    stage.redis?.pause();
    try {
      await desk.device.do('modifyBooking', { id: booking.id, notes: 'Two hats.' });
      await everywhere({ __typename: 'BookingModified', changes: ['notes'], booking: { code: booking.code } });
    } finally {
      stage.redis?.resume();
    }
  });

  it('B13 B14 B15 B10 F5 F6 N1: the assigned guide goes off in Telegram; what is free and the boards change at once', async () => {
    const owner = operator.owner.device;
    const guideOf = async (name: string, memberId?: string) =>
      (await owner.do('createProvider', { propertyId: operator.id, kind: 'GUIDE', name, memberId }, 'provider { id }'))
        .provider.id;
    const minh = await guideOf('Minh', guide.memberId);
    const own = await guide.device.watch('viewerEvents', seen);
    await desk.device.do('assignProvider', { bookingId: booking.id, providerId: minh });
    const assigned = { __typename: 'BookingProviderChanged', provider: { name: 'Minh' } };
    await Promise.all([own, phone, board, office].map((screen) => screen.sees(assigned)));

    const { link } = await guide.device.do('createTelegramLink', { providerId: minh }, 'link { code }');
    const chat = new TelegramChat(stage, telegram, 7_001);
    await chat.write(`/start ${link.code}`, /speaks for Minh at Delta Boats/);
    const free = await tourist.device.watch(
      `availabilityEvents(offeringId: "${privateTour.id}", ${days})`,
      '... on AvailabilityChanged { availability { slots { from available } } }',
    );
    const managers = await owner.watch(
      'viewerEvents(kinds: [NOTIFICATION_CREATED])',
      '... on NotificationCreated { notification { type priority title } }',
    );
    expect(await freeAt(tourist.device, privateTour, '11:00')).toBe(1);
    // He is on the boat then.
    expect(await freeAt(tourist.device, privateTour, '15:00')).toBe(0);

    await chat.write('/off The engine is broken', /Minh: off duty until .* \(The engine is broken\)/);
    const off = { __typename: 'ProviderStatusChanged', was: 'AVAILABLE', is: 'OFF_DUTY' };
    const why = { reason: 'The engine is broken', provider: { name: 'Minh', status: 'OFF_DUTY' } };
    await Promise.all([board, office].map((screen) => screen.sees({ ...off, ...why })));
    await free.sees({
      availability: { slots: expect.not.arrayContaining([expect.objectContaining({ available: 1 })]) },
    });
    await managers.sees({
      notification: { type: 'PROVIDER', priority: 'HIGH', title: expect.stringContaining('Minh') },
    });
    expect((await slotsOf(tourist.device, privateTour)).every(({ available }) => available === 0)).toBe(true);

    const thu = await guideOf('Thu');
    await desk.device.do('assignProvider', { bookingId: booking.id, providerId: thu });
    await everywhere({ __typename: 'BookingProviderChanged', provider: { name: 'Thu' } });
    await chat.write('/available', /Minh: available/);
    await board.sees({ __typename: 'ProviderStatusChanged', was: 'OFF_DUTY', is: 'AVAILABLE' });
    await patiently(async () => expect(await freeAt(tourist.device, privateTour, '11:00')).toBe(2));
  });

  it('B8 B10 B12 M18: the tour begins and ends; everybody sees each step, and the timeline keeps all of them', async () => {
    await desk.device.do('checkInBooking', { id: booking.id });
    await everywhere({ from: 'CONFIRMED', to: 'CHECKED_IN', booking: { code: booking.code } });
    await desk.device.do('completeBooking', { id: booking.id });
    await everywhere({ from: 'CHECKED_IN', to: 'COMPLETED', booking: { code: booking.code } });
    const { booking: now } = await desk.device.ask(
      `{ booking(id: "${booking.id}") { status timeline(first: 50) { nodes { __typename ... on BookingStatusChanged { to } } } } }`,
    );
    expect(now.status).toBe('COMPLETED');
    const steps = now.timeline.nodes.flatMap(({ to }: Item) => to ?? []);
    expect(steps).toEqual(['CONFIRMED', 'CHECKED_IN', 'COMPLETED']);
    // Each screen has each of them once.
    for (const screen of [phone, board, office]) {
      expect(screen.count({ __typename: 'BookingStatusChanged' })).toBe(3);
      expect(new Set(screen.items.map(({ id }) => id)).size).toBe(screen.items.length);
    }
  });

  it('F15: nothing of all this took two seconds from its commit to a screen', () => {
    const { delays } = stage;
    expect(delays.length).toBeGreaterThan(30);
    console.log(
      `tour operator: ${delays.length} deliveries, median ${delays[delays.length >> 1]} ms, slowest ${delays.at(-1)} ms`,
    );
    expect(delays.at(-1)).toBeLessThan(2_000);
  });
});
