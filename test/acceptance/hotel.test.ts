import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StripeStandIn } from '../payments/stripe-stand-in.js';
import { type Business, joins, opens, sells } from './business.js';
import { dayIn, whereItIsMorning } from './clock.js';
import type { Device } from './device.js';
import { patiently, Stage } from './stage.js';
import type { Item, Watch } from './watch.js';

const timeZone = whereItIsMorning();
const today = dayIn(timeZone);
const later = dayIn(timeZone, 2);

const ofBusiness = `
  ... on BookingStatusChanged { from to }
  ... on PaymentStatusChanged { payFrom: from payTo: to payment { amount { amount currency } } }
  ... on OrderPlaced { order { code lines { name quantity } } }
  ... on OrderStatusChanged { orderFrom: from orderTo: to order { code } }`;
const ofMine = `${ofBusiness}
  ... on ConversationJoined { conversation { id } }
  ... on ConversationStarted { conversation { id kind } }
  ... on ConversationStatusChanged { was: from is: to conversation { id } }
  ... on ConversationMuted { muted conversation { id } }
  ... on ConversationUnreadChanged { unreadCount readSequence conversation { id } message { body } }
  ... on NotificationCreated { notification { type title } unreadCount }`;

type Guest = Awaited<ReturnType<Stage['comes']>>;

describe('a hotel', () => {
  let stripe: StripeStandIn;
  let stage: Stage;
  let hotel: Business;
  let double: Item;
  let manager: Awaited<ReturnType<typeof joins>>;
  let staff: Awaited<ReturnType<typeof joins>>;
  let guest: Guest;
  /** Two devices each, and what they show. */
  let phone: Device;
  let laptop: Device;
  let desk: Device;
  let tablet: Device;
  let onPhone: Watch;
  let onLaptop: Watch;
  let atDesk: Watch;
  let onTablet: Watch;
  let inOffice: Watch;
  let booking: Item;

  beforeAll(async () => {
    stripe = await StripeStandIn.start();
    stage = await Stage.open(stripe.env);
    hotel = await opens(stage, 'Helena Costa', { name: 'River House', kind: 'HOTEL', timeZone, currency: 'EUR' });
    manager = await joins(stage, hotel, 'Tiago Melo', 'MANAGER');
    staff = await joins(stage, hotel, 'Bea Nunes', 'STAFF');
    double = await sells(hotel, { name: 'Double', mode: 'NIGHTLY', priceAmount: 12_000 });
    await manager.device.do('addUnits', { offeringId: double.id, names: ['101', '102'] });
    guest = await stage.comes('Sofia Berg');
    [phone, desk] = [guest.device, staff.device];
    [laptop, tablet] = [await stage.signIn(guest), await stage.signIn(staff)];
    const board = `propertyEvents(propertyId: "${hotel.id}")`;
    onPhone = await phone.watch('viewerEvents', ofMine);
    onLaptop = await laptop.watch('viewerEvents', ofMine);
    atDesk = await desk.watch(board, ofBusiness);
    onTablet = await tablet.watch(board, ofBusiness);
    inOffice = await manager.device.watch(board, ofBusiness);
  });
  afterAll(async () => {
    await stage[Symbol.asyncDispose]();
    await stripe[Symbol.asyncDispose]();
  });

  const all = (screens: readonly Watch[], expected: Item) => Promise.all(screens.map((each) => each.sees(expected)));
  const free = async (device: Device) => {
    const { availability } = await device.ask(
      `{ availability(offeringId: "${double.id}", from: "${today}", to: "${later}") { units slots { available } } }`,
    );
    return availability.slots.map(({ available }: Item) => available);
  };

  it('B3 B4 B6 B7 F6 T3: rooms are free, one is booked, and each device knows how many are left', async () => {
    const nights = `availabilityEvents(offeringId: "${double.id}", from: "${today}", to: "${later}")`;
    const selection = '... on AvailabilityChanged { availability { units slots { available } } }';
    const screens = await Promise.all([laptop, tablet].map((device) => device.watch(nights, selection)));
    expect(await free(phone)).toEqual([2, 2]);
    const room = { offeringId: double.id, from: today, to: later };
    ({ booking } = await phone.do('createBooking', room, 'booking { id code status total { amount } units { name } }'));
    expect(booking).toMatchObject({ status: 'PENDING', total: { amount: 24_000 }, units: [{ name: '101' }] });
    await all(screens, { availability: { units: 2, slots: [{ available: 1 }, { available: 1 }] } });
    await all([onPhone, onLaptop, atDesk, onTablet], { __typename: 'BookingCreated' });
    const other = await stage.comes('Kenji Mori');
    expect(await other.device.refused('createBooking', { ...room, quantity: 2 })).toBe('SLOT_UNAVAILABLE');
  });

  it('P1 P2 P3 P5 T3: a card is declined and another one pays; those who may see money see both', async () => {
    const { payment } = await phone.do(
      'createPayment',
      { bookingId: booking.id, gateway: 'stripe' },
      'payment { id status clientSecret amount { amount } }',
    );
    const intent = payment.clientSecret.replace(/_secret$/, '');
    const tellPaid = async (how: 'fails' | 'succeeds', type: string) => {
      const { payload, signature } = stripe.event(stripe.pay(intent, how), { type });
      const response = await fetch(`${stage.url}/webhooks/payments/stripe`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'stripe-signature': signature },
        body: payload,
      });
      expect(response.status).toBe(200);
    };
    await tellPaid('fails', 'payment_intent.payment_failed');
    const mayKnow = [onPhone, onLaptop, inOffice];
    const amount = { amount: { amount: 24_000, currency: 'EUR' } };
    await all(mayKnow, { __typename: 'PaymentStatusChanged', payFrom: 'CREATED', payTo: 'FAILED', payment: amount });
    await tellPaid('succeeds', 'payment_intent.succeeded');
    await all(mayKnow, { __typename: 'PaymentStatusChanged', payFrom: 'FAILED', payTo: 'CAPTURED', payment: amount });
    // What is paid is confirmed, which the desk sees too; the money it does not.
    await all([...mayKnow, atDesk, onTablet], { from: 'PENDING', to: 'CONFIRMED' });
    for (const screen of [atDesk, onTablet]) expect(screen.count({ __typename: 'PaymentStatusChanged' })).toBe(0);
  });

  it('P6 P7 N1 T3: room service, from the order to READY, on every device of the guest and in the kitchen', async () => {
    await desk.do('checkInBooking', { id: booking.id });
    const soup = { propertyId: hotel.id, name: 'Caldo verde', priceAmount: 780 };
    const { menuItem } = await manager.device.do('createMenuItem', soup, 'menuItem { id }');
    const { order } = await phone.do(
      'placeOrder',
      { bookingId: booking.id, place: '101', items: [{ menuItemId: menuItem.id, quantity: 2 }] },
      'order { id code total { amount } }',
    );
    expect(order.total.amount).toBe(1_560);
    const lines = [{ name: 'Caldo verde', quantity: 2 }];
    await all([atDesk, onTablet], { __typename: 'OrderPlaced', order: { code: order.code, lines } });
    const screens = [onPhone, onLaptop, atDesk, onTablet];
    const steps = [
      ['acceptOrder', 'PLACED', 'ACCEPTED'],
      ['startOrder', 'ACCEPTED', 'PREPARING'],
      ['markOrderReady', 'PREPARING', 'READY'],
    ] as const;
    for (const [verb, orderFrom, orderTo] of steps) {
      await tablet.do(verb, { id: order.id });
      await all(screens, { __typename: 'OrderStatusChanged', orderFrom, orderTo, order: { code: order.code } });
    }
    await all([onPhone, onLaptop], { notification: { type: 'ORDER', title: expect.stringContaining(order.code) } });
    await desk.do('deliverOrder', { id: order.id });
    const { booking: now } = await phone.ask(
      `{ booking(id: "${booking.id}") { bill { orders { amount } due { amount } } } }`,
    );
    expect(now.bill).toEqual({ orders: { amount: 1_560 }, due: { amount: 1_560 } });
  });

  it('M1 M2 M3 M4 M9 T3: conversations of three kinds, with exact unread counts on both devices, muted and put away', async () => {
    const start = async (device: Device, input: Item): Promise<string> =>
      (await device.do('startConversation', input, 'conversation { id kind }')).conversation.id;
    const withDesk = await start(phone, { kind: 'GUEST_STAFF', propertyId: hotel.id, subject: 'Late check-out' });
    const amongStaff = await start(desk, {
      kind: 'STAFF_STAFF',
      propertyId: hotel.id,
      participantIds: [manager.id],
    });
    const trip = { kind: 'GROUP', subject: 'Trip to Sintra', participantIds: [guest.id, manager.id] };
    const group = await start(desk, trip);
    await all([onPhone, onLaptop], { conversation: { id: group } });
    expect(onPhone.count({ conversation: { id: amongStaff } })).toBe(0);

    const say = (device: Device, conversationId: string, body: string) =>
      device.do('sendMessage', { conversationId, body }, 'message { id sequence }');
    await say(phone, withDesk, 'May we stay until two?');
    await say(manager.device, amongStaff, 'Please say yes.');
    await say(desk, withDesk, 'Of course.');
    const { message } = await say(desk, withDesk, 'Until three, even.');
    await all([onPhone, onLaptop], {
      unreadCount: 2,
      conversation: { id: withDesk },
      message: { body: 'Until three, even.' },
    });
    const { viewer } = await laptop.ask('{ viewer { unread { messages conversations } } }');
    await phone.do('markConversationRead', { conversationId: withDesk, messageId: message.id });
    await onLaptop.sees({ unreadCount: 0, readSequence: 3, conversation: { id: withDesk } });
    const { viewer: after } = await laptop.ask('{ viewer { unread { messages conversations } } }');
    expect(after.unread).toEqual({
      messages: viewer.unread.messages - 2,
      conversations: viewer.unread.conversations - 1,
    });

    await phone.do('muteConversation', { conversationId: group, muted: true });
    await onLaptop.sees({ __typename: 'ConversationMuted', muted: true, conversation: { id: group } });
    const { conversation } = await laptop.ask(`{ conversation(id: "${group}") { viewerMuted participantCount } }`);
    expect(conversation).toEqual({ viewerMuted: true, participantCount: 3 });

    await desk.do('setConversationStatus', { id: withDesk, status: 'ARCHIVED' });
    const archived = { __typename: 'ConversationStatusChanged', was: 'ACTIVE', is: 'ARCHIVED' };
    await all([onPhone, onLaptop], { ...archived, conversation: { id: withDesk } });
    const listed = async (statuses: string) =>
      (
        await desk.ask(
          `{ conversations(filter: { propertyId: "${hotel.id}", statuses: [${statuses}] }) { nodes { id } } }`,
        )
      ).conversations.nodes;
    expect(await listed('ARCHIVED')).toEqual([{ id: withDesk }]);
    expect(await listed('ACTIVE')).not.toContainEqual({ id: withDesk });
    await say(laptop, withDesk, 'Thank you!');
    await onPhone.sees({ message: { body: 'Thank you!' }, conversation: { id: withDesk } });
    expect(await listed('ACTIVE')).toContainEqual({ id: withDesk });
  });

  it('M16 A4: who works there sees all conversations of the hotel, and a guest their own alone', async () => {
    const night = await joins(stage, hotel, 'Rui Lemos', 'STAFF');
    const kindsFor = async (device: Device) => {
      const { conversations } = await device.ask(
        `{ conversations(filter: { propertyId: "${hotel.id}" }) { nodes { kind } } }`,
      );
      return conversations.nodes.map(({ kind }: Item) => kind).sort();
    };
    // The thread of the booking, what the guest asked, and what staff told each other.
    expect(await kindsFor(night.device)).toEqual(['GUEST_STAFF', 'GUEST_STAFF', 'STAFF_STAFF']);
    expect(await kindsFor(phone)).toEqual(['GUEST_STAFF', 'GUEST_STAFF']);
    expect(await kindsFor((await stage.comes('Nobody Here')).device)).toEqual([]);
  });

  it('N10 F17: an announcement of the platform is on every device at once, and is put away on each', async () => {
    const selection = '... on AnnouncementStarted { announcement { id title severity } }';
    const screens = await Promise.all([phone, laptop, desk].map((each) => each.watch('announcementEvents', selection)));
    const admin = await stage.administrator();
    const title = 'We are away for a minute at four';
    await admin.do('publishAnnouncement', { title, everyone: true, severity: 'WARNING' });
    await all(screens, { __typename: 'AnnouncementStarted', announcement: { title, severity: 'WARNING' } });
    const shown = async () => {
      const { announcements } = await laptop.ask('{ announcements(dismissed: false) { nodes { id title } } }');
      return announcements.nodes.filter((each: Item) => each.title === title);
    };
    const [announcement] = await shown();
    await phone.do('dismissAnnouncement', { id: announcement.id });
    expect(await shown()).toEqual([]);
  });

  it('N8 N1: mails are in the dev mailbox, worded and with a link', async () => {
    const mail = await stage.mailTo(guest.email, /is confirmed/);
    expect(mail.subject).toContain(booking.code);
    expect(mail.text).toContain('River House');
    expect(mail.html).toContain('/console/?open=');
    await stage.mailTo(guest.email, /payment/i);
    // Who wrote in the name of the hotel was invited by mail as well.
    await stage.mailTo(staff.email, /River House/);
    const admin = await stage.administrator();
    await patiently(async () => {
      const { emailDeliveries } = await admin.ask(
        `{ emailDeliveries(userId: "${guest.id}", statuses: [SENT]) { totalCount nodes { template } } }`,
      );
      expect(emailDeliveries.nodes.map(({ template }: Item) => template)).toContain('booking.confirmed');
    });
  });

  it('M17: the numbers of the day are those of what was written', async () => {
    const hour = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    const { messagingStats } = await manager.device.ask(
      `{ messagingStats(propertyId: "${hotel.id}", from: "${hour(-1)}", to: "${hour(1)}") {
        conversationsStarted guestMessages staffMessages answers averageResponseSeconds openConversations } }`,
    );
    expect(messagingStats).toMatchObject({
      conversationsStarted: 2,
      guestMessages: 2,
      staffMessages: 2,
      answers: 1,
      openConversations: 2,
    });
    expect(messagingStats.averageResponseSeconds).toBeGreaterThan(0);
    await expect(
      phone.ask(`{ messagingStats(propertyId: "${hotel.id}", from: "${hour(-1)}", to: "${hour(1)}") { answers } }`),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
