import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import type { Device } from './device.js';
import { aHomestay, type Homestay } from './homestay.js';
import { Stage } from './stage.js';
import type { Item } from './watch.js';

describe('a homestay', () => {
  let stage: Stage;
  let home: Homestay;
  beforeAll(async () => {
    stage = await Stage.open();
    home = await aHomestay(stage);
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  it('A2 A3 A4: owner, managers, staff, guest and stranger may each do what their role says', async () => {
    const { house, owner, managers, staff, guest, books } = home;
    const booking = await books(1);
    const { payment } = await owner.do('createPayment', { bookingId: booking.id, gateway: 'desk' }, 'payment { id }');
    await owner.do('capturePayment', { id: payment.id });
    const stranger = await stage.comes('Sam Stone');
    const roles = {
      owner,
      manager: managers[0].device,
      staff: staff[0].device,
      guest: guest.device,
      stranger: stranger.device,
    };
    /** Who is refused, and how. Who is not named has done it. */
    const refusals = async (name: string, input: (role: string) => Item): Promise<Item> => {
      const refused: Item = {};
      for (const [role, device] of Object.entries(roles)) {
        const code = await device.attempt(name, input(role));
        if (code !== undefined) refused[role] = code;
      }
      return refused;
    };
    const invite = (role: string) => ({ propertyId: house.id, role: 'STAFF', email: `by.${role}@example.com` });
    const outside = { guest: 'NOT_FOUND', stranger: 'NOT_FOUND' };
    const notAllowed = 'NOT_ALLOWED';
    expect(await refusals('inviteMember', invite)).toEqual({ staff: notAllowed, ...outside });
    expect(await refusals('inviteMember', (role) => ({ ...invite(`m.${role}`), role: 'MANAGER' }))).toEqual({
      manager: notAllowed,
      staff: notAllowed,
      ...outside,
    });
    const rename = (role: string) => ({ id: house.id, description: `As the ${role} wrote it.` });
    expect(await refusals('updateProperty', rename)).toEqual({ staff: notAllowed, ...outside });
    const offer = (role: string) => ({ propertyId: house.id, mode: 'NIGHTLY', name: `Of the ${role}`, priceAmount: 1 });
    expect(await refusals('createOffering', offer)).toEqual({ staff: notAllowed, ...outside });
    expect(await refusals('refundPayment', () => ({ id: payment.id, amount: 100 }))).toEqual({
      manager: notAllowed,
      staff: notAllowed,
      guest: notAllowed,
      stranger: 'NOT_FOUND',
    });
    const note = (role: string) => ({ id: booking.id, notes: `Told to the ${role}.` });
    expect(await refusals('modifyBooking', note)).toEqual({ stranger: 'NOT_FOUND' });
    expect(await refusals('createServiceKey', () => ({ name: 'Key', scopes: ['EVENTS_TRIGGER'] }))).toEqual(
      Object.fromEntries(Object.keys(roles).map((role) => [role, notAllowed])),
    );

    const money = async (device: Device) =>
      (await device.ask(`{ payments(filter: { propertyId: "${house.id}" }) { nodes { captured { amount } } } }`))
        .payments.nodes;
    for (const device of [owner, roles.manager]) expect(await money(device)).toEqual([{ captured: { amount: 5_000 } }]);
    const bill = (device: Device) =>
      device.ask(`{ booking(id: "${booking.id}") { bill { paid { amount } returned { amount } } } }`);
    expect((await bill(roles.manager)).booking.bill).toEqual({ paid: { amount: 5_000 }, returned: { amount: 100 } });
    await expect(bill(roles.staff)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(bill(roles.stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await money(roles.staff)).toEqual([]);
  });

  it('A7 F12 F4: a role that changes, and somebody who leaves, takes effect on screens that are on', async () => {
    const { house, owner, staff, books } = home;
    const board = `propertyEvents(propertyId: "${house.id}")`;
    const selection =
      '... on PaymentStatusChanged { to } ... on BookingCreated { status } ... on MemberRoleChanged { was: from is: to }';
    const [one, two] = [await staff[0].device.watch(board, selection), await staff[1].device.watch(board, selection)];
    const pays = async () => {
      const { id } = await books(3);
      const { payment } = await owner.do('createPayment', { bookingId: id, gateway: 'desk' }, 'payment { id }');
      await owner.do('cancelPayment', { id: payment.id });
      await owner.do('cancelBooking', { id });
    };
    await pays();
    await owner.do('changeMemberRole', { id: staff[0].memberId, role: 'MANAGER' });
    await two.sees({ __typename: 'MemberRoleChanged', was: 'STAFF', is: 'MANAGER' });
    await pays();
    await one.sees({ __typename: 'PaymentStatusChanged', to: 'CANCELLED' });
    // What it was about before she might know of it, she was not told.
    expect(one.count({ __typename: 'PaymentStatusChanged' })).toBe(2);
    expect(two.count({ __typename: 'PaymentStatusChanged' })).toBe(0);
    await owner.do('changeMemberRole', { id: staff[0].memberId, role: 'STAFF' });
    await owner.do('removeMember', { id: staff[1].memberId });
    await eventually(() => expect(two.ends).toEqual([{ kind: 'revoked', reason: 'ACCESS_LOST' }]));
    const known = two.items.length;
    await books(5);
    await one.sees({ __typename: 'BookingCreated' });
    expect(two.items).toHaveLength(known);
    expect(one.ends).toEqual([]);
  });

  it('B1 B3 B4 B15 N1: a room, and then the whole house, is closed for repairs: nothing is sold, and everybody knows', async () => {
    const { house, owner, managers, staff, room, guest, admin, day } = home;
    const [from, to] = [day(8), day(9)];
    const selection = '... on AvailabilityChanged { availability { slots { available bookable } } }';
    const free = await guest.device.watch(
      `availabilityEvents(offeringId: "${room.id}", from: "${from}", to: "${to}")`,
      selection,
    );
    const told =
      '... on PropertyStatusChanged { from to reason } ... on BlockCreated { block { reason } unit { name } }';
    const board = await staff[0].device.watch(`propertyEvents(propertyId: "${house.id}")`, told);
    const office = await admin.watch('platformEvents', told);
    const { offering } = await owner.ask(`{ offering(id: "${room.id}") { units { nodes { id name } } } }`);
    const east = offering.units.nodes.find(({ name }: Item) => name === 'East');
    const repair = { unitId: east.id, from, to, reason: 'A new floor' };
    const { block } = await staff[0].device.do('createBlock', repair, 'block { id }');
    await free.sees({ availability: { slots: [{ available: 1, bookable: true }] } });
    for (const screen of [board, office])
      await screen.sees({ block: { reason: 'A new floor' }, unit: { name: 'East' } });
    expect(await staff[0].device.refused('createBlock', repair)).toBe('SLOT_UNAVAILABLE');

    const notice = await staff[0].device.watch(
      'viewerEvents(kinds: [NOTIFICATION_CREATED])',
      '... on NotificationCreated { notification { type title } }',
    );
    await managers[1].device.do('setPropertyStatus', { id: house.id, status: 'MAINTENANCE', reason: 'The roof' });
    const closed = { __typename: 'PropertyStatusChanged', from: 'ACTIVE', to: 'MAINTENANCE', reason: 'The roof' };
    for (const screen of [board, office]) await screen.sees(closed);
    await free.sees({ availability: { slots: expect.arrayContaining([{ available: 0, bookable: false }]) } });
    await notice.sees({ notification: { type: 'PROPERTY', title: expect.stringContaining('Hill View') } });
    expect(await guest.device.refused('createBooking', { offeringId: room.id, from, to })).toBe('NOT_BOOKABLE');
    await managers[1].device.do('setPropertyStatus', { id: house.id, status: 'ACTIVE' });
    await owner.do('removeBlock', { id: block.id });
    await free.sees({ availability: { slots: [{ available: 2, bookable: true }] } });
    await guest.device.do('createBooking', { offeringId: room.id, from, to });
  });

  it('N4 N3 N2: what is about one thing is one group with its counters, which is read and put away as one', async () => {
    const { managers, guest, books } = home;
    await managers[1].device.do('deleteNotifications', { filter: {} });
    const [one, two] = [await books(10), await books(12)];
    await guest.device.do('modifyBooking', { id: one.id, notes: 'A cot, please.' });
    await guest.device.do('modifyBooking', { id: one.id, notes: 'Two cots, please.' });
    const groups = async (args = '') =>
      (
        await managers[1].device.ask(
          `{ notificationGroups(first: 10 ${args}) { nodes { type subjectId count unreadCount latest { title } } } }`,
        )
      ).notificationGroups.nodes.filter(({ subjectId }: Item) => [one.id, two.id].includes(subjectId));
    await eventually(async () =>
      expect(await groups()).toMatchObject([
        {
          type: 'BOOKING',
          subjectId: one.id,
          count: 3,
          unreadCount: 3,
          latest: { title: expect.stringContaining(one.code) },
        },
        { type: 'BOOKING', subjectId: two.id, count: 1, unreadCount: 1 },
      ]),
    );
    const filter = { subjectId: one.id };
    await managers[1].device.do('markNotificationsRead', { filter });
    expect(await groups(', unread: true')).toMatchObject([{ subjectId: two.id }]);
    await managers[1].device.do('archiveNotifications', { filter });
    expect(await groups()).toMatchObject([{ subjectId: two.id, count: 1 }]);
  });

  it('N5 N2: what is old is forgotten by itself, by its priority, and the screens and counts know', async () => {
    const { house, owner, managers, staff, guest, books } = home;
    const screen = await managers[0].device.watch(
      'viewerEvents(kinds: [NOTIFICATION_CREATED, NOTIFICATIONS_DELETED])',
      '... on NotificationsDeleted { unreadCount } ... on NotificationCreated { notification { priority } }',
    );
    await managers[0].device.do('deleteNotifications', { filter: {} });
    const { provider } = await owner.do(
      'createProvider',
      { propertyId: house.id, kind: 'DRIVER', name: 'Binh' },
      'provider { id }',
    );
    await staff[0].device.do('setProviderStatus', { id: provider.id, status: 'UNAVAILABLE' });
    await screen.sees({ notification: { priority: 'LOW' } });
    const { id } = await books(14);
    await screen.sees({ notification: { priority: 'MEDIUM' } });
    await guest.device.do('cancelBooking', { id });
    await screen.sees({ notification: { priority: 'HIGH' } });
    const left = async (days: number) => {
      await stage.daysPass(days);
      const { notifications, viewer } = await managers[0].device.ask(
        '{ notifications { nodes { priority } } viewer { unreadNotifications } }',
      );
      const priorities = notifications.nodes.map(({ priority }: Item) => priority);
      expect(viewer.unreadNotifications).toBe(priorities.length);
      await screen.sees({ __typename: 'NotificationsDeleted', unreadCount: priorities.length });
      return priorities;
    };
    expect(await left(15)).toEqual(['HIGH', 'MEDIUM']);
    expect(await left(16)).toEqual(['HIGH']);
    expect(await left(60)).toEqual([]);
  });
});
