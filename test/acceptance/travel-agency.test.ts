import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { type Business, joins, opens, sells } from './business.js';
import { dayIn, whereItIsMorning } from './clock.js';
import type { Device } from './device.js';
import { type Person, patiently, Stage } from './stage.js';
import type { Item, Watch } from './watch.js';

const timeZone = whereItIsMorning();
const tomorrow = dayIn(timeZone, 1);

type Traveller = Person & { device: Device };

describe('a travel agency', () => {
  let stage: Stage;
  let agency: Business;
  let planner: Awaited<ReturnType<typeof joins>>;
  let manager: Awaited<ReturnType<typeof joins>>;
  let ana: Traveller;
  let ben: Traveller;
  let chloe: Traveller;
  let room: string;

  beforeAll(async () => {
    stage = await Stage.open();
    agency = await opens(stage, 'Grace Hall', { name: 'Far Away', kind: 'TRAVEL_AGENCY', timeZone, currency: 'USD' });
    planner = await joins(stage, agency, 'Priya Raman', 'STAFF');
    manager = await joins(stage, agency, 'Daniel Reyes', 'MANAGER');
    ana = await stage.comes('Ana Lima');
    ben = await stage.comes('Ben Adler');
    chloe = await stage.comes('Chloe Martin');
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  const say = ({ device }: Pick<Traveller, 'device'>, conversationId: string, body: string) =>
    device.do('sendMessage', { conversationId, body }, 'message { id sequence }');
  const said = '... on MessageSent { sequence message { body sender { name } } }';

  it('M1 M3 F2 F12: rooms are made and joined on the fly, by whoever has their address, and left again', async () => {
    const { conversation } = await ana.device.do(
      'startConversation',
      { kind: 'ROOM', subject: 'Iceland in March' },
      'conversation { id }',
    );
    room = conversation.id;
    const people = '... on ParticipantAdded { user { name } } ... on ParticipantRemoved { user { name } }';
    const atAna = await ana.device.watch(`conversationEvents(conversationId: "${room}")`, people);
    for (const { device } of [ben, chloe]) await device.do('joinConversation', { conversationId: room });
    for (const { name } of [ben, chloe]) await atAna.sees({ __typename: 'ParticipantAdded', user: { name } });
    const guest = await stage.comes('Just Looking');
    await guest.device.do('joinConversation', { conversationId: room });
    const theirs = await guest.device.watch(`conversationEvents(conversationId: "${room}")`, said);
    await guest.device.do('leaveConversation', { conversationId: room });
    await atAna.sees({ __typename: 'ParticipantRemoved', user: { name: 'Just Looking' } });
    await eventually(() => expect(theirs.ends).toEqual([{ kind: 'revoked', reason: 'ACCESS_LOST' }]));
    await say(ana, room, 'Only for us three.');
    expect(theirs.items.map(({ __typename }) => __typename)).not.toContain('MessageSent');

    // A room of the agency: those who work there come in by themselves, travellers are let in.
    const { conversation: backRoom } = await planner.device.do(
      'startConversation',
      { kind: 'ROOM', subject: 'Ana’s trip', propertyId: agency.id },
      'conversation { id }',
    );
    await manager.device.do('joinConversation', { conversationId: backRoom.id });
    expect(await ana.device.refused('joinConversation', { conversationId: backRoom.id })).toBe('NOT_FOUND');
    await planner.device.do('addParticipants', { conversationId: backRoom.id, userIds: [ana.id] });
    const selection = '{ participants(first: 10) { nodes { role user { name } } } }';
    const { conversation: seen } = await ana.device.ask(`{ conversation(id: "${backRoom.id}") ${selection} }`);
    expect(seen.participants.nodes).toHaveLength(3);
    expect(seen.participants.nodes).toContainEqual({ role: 'STAFF', user: { name: 'Daniel Reyes' } });
  });

  it('M6 M7 M19 F9 F11 A1: history over sessions: what was said while somebody was away is there, in order, once', async () => {
    const before = await chloe.device.watch(`conversationEvents(conversationId: "${room}")`, said);
    await say(ben, room, 'Shall we drive the whole ring?');
    await before.sees({ message: { body: 'Shall we drive the whole ring?' } });
    const { cursor } = before;
    await chloe.device.do('signOut', {});
    chloe.device.close();
    for (let day = 1; day <= 6; day++) {
      await say(ana, room, `Day ${day}: where to?`);
      await say(ben, room, `Day ${day}: further on.`);
    }
    chloe = { ...chloe, device: await stage.signIn(chloe) };
    const page = async (args: string) => {
      const { conversation } = await chloe.device.ask(
        `{ conversation(id: "${room}") { viewerUnreadCount messages(${args}) {
          nodes { sequence body } pageInfo { hasPreviousPage startCursor } } } }`,
      );
      return conversation;
    };
    const newest = await page('last: 5');
    expect(newest.viewerUnreadCount).toBe(14);
    const read: Item[] = [...newest.messages.nodes];
    let { pageInfo } = newest.messages;
    while (pageInfo.hasPreviousPage) {
      const older = await page(`last: 5, before: "${pageInfo.startCursor}"`);
      read.unshift(...older.messages.nodes);
      ({ pageInfo } = older.messages);
    }
    expect(read.map(({ sequence }) => sequence)).toEqual(read.map((_, index) => index + 1));
    expect(read.at(0)).toMatchObject({ body: 'Only for us three.' });
    expect(read.at(-1)).toMatchObject({ body: 'Day 6: further on.' });
    // And where the earlier session stood, its feed goes on.
    const after = await chloe.device.watch(`conversationEvents(conversationId: "${room}")`, said, cursor);
    await after.sees({ message: { body: 'Day 6: further on.' } });
    expect(after.items.map(({ sequence }) => sequence)).toEqual(read.slice(2).map(({ sequence }) => sequence));
  });

  it('M14 F7: several people type, which is a sentence, and is over with the message and by itself', async () => {
    const typing = await chloe.device.watch(`typing(conversationId: "${room}")`, 'text users { name }');
    expect(typing.items).toEqual([{ text: '', users: [] }]);
    const typers = [ana, ben, await stage.comes('Dora Klein')];
    await typers[2]?.device.do('joinConversation', { conversationId: room });
    /** They press keys until everybody sees it. */
    const press = (people: readonly Traveller[], shown: RegExp) =>
      eventually(async () => {
        await Promise.all(people.map(({ device }) => device.do('setTyping', { conversationId: room, typing: true })));
        expect(typing.items.map(({ text }) => text).join('\n')).toMatch(shown);
      });
    await press([ana], /^Ana Lima is typing…$/m);
    await press([ana, ben], /^(Ana Lima and Ben Adler|Ben Adler and Ana Lima) are typing…$/m);
    await press(typers, /^3 people are typing…$/m);
    await say(ana, room, 'I have it!');
    await eventually(() => expect(typing.items.at(-1)).toEqual({ text: '', users: [] }));
    // With the message it is over at once: whoever else still types, she does not.
    const names = typing.items.map(({ users }) => users.map(({ name }: Item) => name));
    expect(names[names.findLastIndex((each) => each.length === 3) + 1]).not.toContain('Ana Lima');
  });

  it('M15 F7: who is there, away or gone, and since when', async () => {
    const emil = await stage.comes('Emil Frank');
    await emil.device.do('joinConversation', { conversationId: room });
    await emil.device.watch('viewerEvents');
    const seen = await ana.device.watch(`presence(userIds: ["${emil.id}"])`, 'status lastSeenAt user { name }');
    await seen.sees({ status: 'ONLINE', lastSeenAt: null, user: { name: 'Emil Frank' } });
    await emil.device.do('setPresence', { away: true });
    await seen.sees({ status: 'AWAY', lastSeenAt: null });
    await emil.device.do('setPresence', { away: false });
    await eventually(() => expect(seen.items.map(({ status }) => status).join()).toMatch(/ONLINE,AWAY,ONLINE$/));
    const left = Date.now();
    emil.device.close();
    const gone = await seen.sees({ status: 'OFFLINE' });
    expect(Math.abs(Date.parse(gone.lastSeenAt) - left)).toBeLessThan(10_000);
    // Of people with whom one shares nothing, nobody is told.
    const stranger = await stage.comes('Nobody Known');
    await expect(stranger.device.watch(`presence(userIds: ["${emil.id}"])`, 'status')).rejects.toThrow();
  });

  describe('what the manager is told', () => {
    let phone: Watch;
    let laptop: Watch;
    let tablet: Device;
    let session: Item;
    let trip: Item;
    const told = `
      ... on NotificationCreated { unreadCount notification { id type priority overrodeQuiet } }
      ... on NotificationsRead { unreadCount }
      ... on NotificationsDeleted { unreadCount }`;
    beforeAll(async () => {
      session = await sells(agency, {
        name: 'Planning session',
        mode: 'TIMED',
        durationMinutes: 30,
        opensAt: '08:00',
        closesAt: '20:00',
        capacity: 5,
        priceAmount: 9_000,
      });
      trip = await sells(agency, {
        name: 'Hudson Valley',
        mode: 'DEPARTURE',
        durationMinutes: 600,
        departureTimes: ['08:30'],
        capacity: 14,
        priceAmount: 18_500,
      });
      tablet = await stage.signIn(manager);
      phone = await manager.device.watch('viewerEvents', told);
      laptop = await tablet.watch('viewerEvents', `${told} ... on NotificationPreferencesUpdated { occurredAt }`);
    });

    const book = async (offering: Item, time: string) =>
      (await ana.device.do('createBooking', { offeringId: offering.id, from: `${tomorrow}T${time}` }, 'booking { id }'))
        .booking;
    const listOf = async (filter: string): Promise<Item> =>
      (await manager.device.ask(`{ notifications(filter: { ${filter} }) { totalCount nodes { id type } } }`))
        .notifications;
    const causes: Record<string, () => Promise<unknown>> = {
      BOOKING: () => book(session, '10:00'),
      TOUR: () => book(trip, '08:30'),
      async PAYMENT() {
        const { id: bookingId } = await book(session, '11:00');
        const owner = agency.owner.device;
        const { payment } = await owner.do('createPayment', { bookingId, gateway: 'desk' }, 'payment { id }');
        await owner.do('failPayment', { id: payment.id, reason: 'The card was declined' });
      },
      async ORDER() {
        const extra = { propertyId: agency.id, name: 'Printed travel book', priceAmount: 2_400 };
        const { menuItem } = await agency.owner.device.do('createMenuItem', extra, 'menuItem { id }');
        const items = [{ menuItemId: menuItem.id, quantity: 1 }];
        await planner.device.do('placeOrder', { propertyId: agency.id, items });
      },
      async PROVIDER() {
        const guide = { propertyId: agency.id, kind: 'GUIDE', name: 'Priya', memberId: planner.memberId };
        const { provider } = await agency.owner.device.do('createProvider', guide, 'provider { id }');
        await planner.device.do('setProviderStatus', { id: provider.id, status: 'UNAVAILABLE', reason: 'Ill' });
      },
      async PROPERTY() {
        const owner = agency.owner.device;
        await owner.do('setPropertyStatus', { id: agency.id, status: 'PAUSED', reason: 'Moving' });
        await owner.do('setPropertyStatus', { id: agency.id, status: 'ACTIVE' });
      },
      async MESSAGE() {
        const question = { kind: 'GUEST_STAFF', propertyId: agency.id, subject: 'Visa?' };
        const { conversation } = await ben.device.do('startConversation', question, 'conversation { id }');
        await planner.device.do('assignConversation', { conversationId: conversation.id, assigneeId: manager.id });
      },
      ALERT: () =>
        planner.device.do('raiseAlert', { propertyId: agency.id, severity: 'WARNING', title: 'The phone is dead' }),
      METRIC() {
        const rule = { name: 'Somebody waits', metric: 'NEW_BOOKINGS', comparison: 'ABOVE', threshold: 0 };
        return agency.owner.device.do('createAlertRule', { propertyId: agency.id, ...rule });
      },
      SYSTEM: () => changePassword('a password that is new'),
    };
    const changePassword = async (newPassword: string) => {
      await manager.device.do('changePassword', { currentPassword: manager.password, newPassword });
      manager = { ...manager, password: newPassword };
    };

    it('N1 N2 N3 N7 T3: a notification of each type comes, is filtered, read and deleted, in step on both devices', async () => {
      for (const [type, cause] of Object.entries(causes)) {
        // It ends the sessions of other devices, as it says.
        if (type === 'SYSTEM') continue;
        await cause();
        await Promise.all([phone, laptop].map((screen) => screen.sees({ notification: { type } })));
      }
      await causes.SYSTEM?.();
      await phone.sees({ notification: { type: 'SYSTEM', priority: 'CRITICAL' } });
      // One for each cause: two bookings, and twice that it opens or closes.
      await eventually(() => expect(phone.count({ __typename: 'NotificationCreated' })).toBe(12));
      await eventually(() => expect(laptop.ends).toMatchObject([{ kind: 'revoked' }]));
      tablet = await stage.signIn(manager);
      laptop = await tablet.watch('viewerEvents', `${told} ... on NotificationPreferencesUpdated { occurredAt }`);

      for (const type of Object.keys(causes)) {
        const all = await listOf(`types: [${type}]`);
        expect(all.totalCount, type).toBeGreaterThan(0);
        expect(new Set(all.nodes.map((each: Item) => each.type))).toEqual(new Set([type]));
        const { viewer } = await tablet.ask('{ viewer { unreadNotifications } }');
        const filter = { types: [type] };
        const read = await manager.device.do('markNotificationsRead', { filter }, 'changedCount unreadCount');
        expect(read).toMatchObject({
          changedCount: all.totalCount,
          unreadCount: viewer.unreadNotifications - all.totalCount,
        });
        await laptop.sees({ __typename: 'NotificationsRead', unreadCount: read.unreadCount });
        expect((await listOf(`types: [${type}], unread: true`)).totalCount).toBe(0);
        const deleted = await tablet.do('deleteNotifications', { filter }, 'changedCount');
        expect(deleted.changedCount).toBe(all.totalCount);
        expect((await listOf(`types: [${type}]`)).totalCount).toBe(0);
      }
      await phone.sees({ __typename: 'NotificationsDeleted', unreadCount: 0 });
      expect(await listOf('')).toMatchObject({ totalCount: 0, nodes: [] });
    });

    it('N6 N8: what is switched off does not come, quiet hours hold mail back, and what is critical goes out', async () => {
      const clock = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 16);
      await manager.device.do('updateNotificationPreferences', {
        preferences: [{ type: 'BOOKING', channel: 'IN_APP', enabled: false }],
        quietHours: { from: clock(-1), to: clock(2) },
      });
      await laptop.sees({ __typename: 'NotificationPreferencesUpdated' });
      const { viewer } = await tablet.ask(
        '{ viewer { notificationPreferences { quietHours { to } channels { type channel enabled } } } }',
      );
      const off = { type: 'BOOKING', channel: 'IN_APP', enabled: false };
      expect(viewer.notificationPreferences.channels).toContainEqual(off);
      await book(session, '12:00');
      // Both were made in the order of their causes.
      await causes.TOUR?.();
      await laptop.sees({ notification: { type: 'TOUR' } });
      expect(laptop.count({ notification: { type: 'BOOKING' } })).toBe(0);
      const admin = await stage.administrator();
      const mails = async (status: string): Promise<Item[]> =>
        (
          await admin.ask(
            `{ emailDeliveries(userId: "${manager.id}", statuses: [${status}]) { nodes { template dueAt } } }`,
          )
        ).emailDeliveries.nodes;
      await patiently(async () => expect(await mails('WAITING')).toMatchObject([{}, {}]));
      for (const { dueAt } of await mails('WAITING')) expect(Date.parse(dueAt) - Date.now()).toBeGreaterThan(3_600_000);
      const before = (await mails('SENT')).length;
      await changePassword('another password that is new');
      await phone.sees({ notification: { type: 'SYSTEM', overrodeQuiet: true } });
      await patiently(async () => expect(await mails('SENT')).toHaveLength(before + 1));
    });
  });

  it('M19 N8: who has not read what was said in the room is told, once, by mail too; who has read is not', async () => {
    const { conversation } = await ben.device.ask(`{ conversation(id: "${room}") { viewerUnreadCount } }`);
    expect(conversation.viewerUnreadCount).toBeGreaterThan(0);
    const mail = await stage.mailTo(ben.email, /message/i, 45_000);
    expect(mail.subject).toBe('New message from Ana Lima');
    const { notifications } = await ben.device.ask(
      '{ notifications(filter: { types: [MESSAGE] }) { nodes { subject { id } readAt } } }',
    );
    expect(notifications.nodes).toEqual([{ subject: { id: room }, readAt: null }]);
  });
});
