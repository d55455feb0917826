import { afterAll, beforeAll, expect, it } from 'vitest';
import { transact } from '../../src/database/transaction.js';
import { forgetNotifications } from '../../src/notifications/forget-notifications.js';
import { startNotifier } from '../../src/notifications/notifier.js';
import type { Notice } from '../../src/notifications/rule.js';
import { writeNotices } from '../../src/notifications/write-notices.js';
import { startReactions } from '../../src/realtime/reactions.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aBooking, aMember, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { openSocket } from '../support/socket.js';
import { aHouse, confirmed, type House, quiet, told } from './people.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running.close());

const list = `query ($filter: NotificationFilter, $first: Int, $after: String) {
  notifications(filter: $filter, first: $first, after: $after) {
    totalCount asOf pageInfo { endCursor hasNextPage }
    nodes { id type priority title body text readAt seenAt archivedAt subject { __typename id ... on Booking { code } } actor { name } }
  }
  viewer { unreadNotifications unseenNotifications }
}`;

const notice = (to: string[], key: string, more: Partial<Notice> = {}): Notice => ({
  to,
  key,
  type: 'SYSTEM',
  priority: 'MEDIUM',
  text: 'account.passwordChanged',
  values: {},
  subject: null,
  propertyId: null,
  actorId: null,
  ...more,
});

const tell = (...notices: Notice[]) => transact(running.app.database, (tx) => writeNotices(tx, [], notices));

const change = async (name: string, input: object, token: string) => {
  const { data, errors } = await running.ask(
    `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) {
      ${name}(input: $input) { changedCount unreadCount unseenCount userErrors { code field } } }`,
    { input },
    token,
  );
  return errors?.[0]?.extensions.code ?? data[name];
};

it('N1: a guest is told of the confirmation, with a type, a priority and the booking to click through to', async () => {
  const house = await aHouse(running);
  const id = await confirmed(running, house);
  await told(running, house.guest, 1);
  const { data, errors } = await running.ask(list, {}, house.mine);
  expect(errors).toBeUndefined();
  const booking = await running.app.database.prisma.booking.findUniqueOrThrow({ where: { id } });
  expect(data.notifications.nodes).toMatchObject([
    {
      type: 'BOOKING',
      priority: 'HIGH',
      title: `Your booking ${booking.code} is confirmed`,
      text: 'booking.confirmed',
      subject: { __typename: 'Booking', id: globalId('Booking', id), code: booking.code },
      actor: { name: house.staff.name },
      readAt: null,
    },
  ]);
  expect(data.notifications.nodes[0].body).toContain(house.property.name);
  // Nobody tells me what I did myself.
  expect(await running.app.database.prisma.notification.count({ where: { userId: house.staff.id } })).toBe(0);
});

it('N1: the subject of a tour is of the type TOUR, and a subject that one may not see any more is null', async () => {
  const house = await aHouse(running);
  await running.app.database.prisma.offering.update({ where: { id: house.offering.id }, data: { mode: 'DEPARTURE' } });
  const id = await confirmed(running, house);
  expect((await told(running, house.guest, 1))[0]?.type).toBe('TOUR');
  await running.app.database.prisma.booking.update({ where: { id }, data: { guestId: null } });
  const { data } = await running.ask(list, {}, house.mine);
  expect(data.notifications.nodes[0].subject).toBeNull();
});

it('N1: whoever was a guest hears of what is new there, as PROMOTION, in the app alone, and nobody of what was put away', async () => {
  const house = await aHouse(running);
  const { prisma } = running.app.database;
  const owner = await signedIn(running.app, (await aMember(running.app, house.property, 'OWNER')).user);
  const [forgotten, elsewhere] = [await aUser(running.app), await aHouse(running)];
  const days = (count: number) => new Date(Date.now() + count * 86_400_000);
  const stayed = (at: Pick<House, 'offering'>, guestId: string, endsAt: Date, unit: number) =>
    aBooking(
      running.app,
      { ...at.offering, units: at.offering.units.slice(unit) },
      { guestId, status: 'COMPLETED', startsAt: new Date(endsAt.getTime() - 86_400_000), endsAt },
    );
  await stayed(house, house.guest.id, days(-30), 0);
  await stayed(house, house.guest.id, days(-60), 0);
  await stayed(house, forgotten.id, days(-400), 1);
  await stayed(elsewhere, elsewhere.guest.id, days(-30), 0);
  const make = async (name: string) => {
    const { data } = await running.ask(
      'mutation ($input: CreateOfferingInput!) { createOffering(input: $input) { offering { id } userErrors { code } } }',
      { input: { propertyId: globalId('Property', house.property.id), name, mode: 'NIGHTLY', priceAmount: 1 } },
      owner,
    );
    return data.createOffering.offering.id;
  };
  const id = await make('Garden suite');
  await make('A mistake');
  await prisma.offering.updateMany({ where: { name: 'A mistake' }, data: { status: 'ARCHIVED' } });
  const due = await running.app.database.query<{ soon: boolean }>(
    `SELECT due_at > now() + interval '9 minutes' AS soon FROM reaction_outbox WHERE type = 'OfferingCreated'`,
  );
  expect(due).toEqual([{ soon: true }, { soon: true }]);
  await running.app.database.query(`UPDATE reaction_outbox SET due_at = now() WHERE type = 'OfferingCreated'`);
  running.app.notifications.notifier.nudge();
  const [row] = await told(running, house.guest, 1);
  expect(row).toMatchObject({ type: 'PROMOTION', priority: 'LOW', text: 'offering.new' });
  await quiet(running);
  for (const nobody of [forgotten, elsewhere.guest]) await told(running, nobody, 0);
  expect(await prisma.delivery.count({ where: { userId: house.guest.id } })).toBe(0);
  const { data } = await running.ask(
    '{ notifications(filter: { types: [PROMOTION] }) { nodes { title body subject { id } } } }',
    {},
    house.mine,
  );
  expect(data.notifications.nodes).toEqual([
    {
      title: `New at ${house.property.name}`,
      body: 'Garden suite can be booked from now on.',
      subject: { id },
    },
  ]);
});

it('N2: the unread count is exact in each event, also when several are written at once', async () => {
  const guest = await aUser(running.app);
  await using socket = openSocket(running, await signedIn(running.app, guest));
  const followed = socket.follow(
    'subscription { viewerEvents { __typename ... on NotificationCreated { unreadCount unseenCount notification { title } } ... on NotificationsRead { unreadCount unseenCount notificationIds } } }',
  );
  await eventually(() => expect(followed.items).toHaveLength(1));
  await Promise.all([
    tell(notice([guest.id], 'a'), notice([guest.id], 'b'), notice([guest.id], 'c')),
    tell(notice([guest.id], 'd'), notice([guest.id], 'e')),
  ]);
  await eventually(() => expect(followed.items).toHaveLength(6));
  expect(followed.items.slice(1).map(({ unreadCount }) => unreadCount)).toEqual([1, 2, 3, 4, 5]);
  expect(followed.items[5]).toMatchObject({ unseenCount: 5, notification: { title: 'Your password was changed' } });
});

it('N2: filters and pages find what they say, of nobody else', async () => {
  const [ana, ben] = [await aUser(running.app), await aUser(running.app)];
  const token = await signedIn(running.app, ana);
  await tell(
    ...Array.from({ length: 5 }, (_, n) => notice([ana.id, ben.id], `n${n}`, { priority: n < 2 ? 'LOW' : 'HIGH' })),
  );
  const first = (await running.ask(list, { first: 3 }, token)).data.notifications;
  expect(first).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true } });
  const rest = (await running.ask(list, { first: 3, after: first.pageInfo.endCursor }, token)).data.notifications;
  const ids = [...first.nodes, ...rest.nodes].map(({ id }: { id: string }) => id);
  expect(new Set(ids).size).toBe(5);
  expect((await running.ask(list, { filter: { priorities: ['LOW'] } }, token)).data.notifications.totalCount).toBe(2);
  expect((await running.ask(list, { filter: { types: ['BOOKING'] } }, token)).data.notifications.totalCount).toBe(0);
  expect((await running.ask(list, { filter: { unread: false } }, token)).data.notifications.totalCount).toBe(0);
  const bens = (await running.ask(list, {}, await signedIn(running.app, ben))).data.notifications.nodes[0].id;
  expect((await running.ask('query ($id: ID!) { node(id: $id) { id } }', { id: bens }, token)).data.node).toBeNull();
  expect(await change('markNotificationsRead', { ids: [bens] }, token)).toMatchObject({ changedCount: 0 });
});

it('N3: seen, read, put away and deleted, by ids and by filter, with the counts that follow', async () => {
  const ana = await aUser(running.app);
  const token = await signedIn(running.app, ana);
  await tell(...Array.from({ length: 6 }, (_, n) => notice([ana.id], `n${n}`, { priority: n < 2 ? 'LOW' : 'HIGH' })));
  const { nodes } = (await running.ask(list, {}, token)).data.notifications;
  expect(await change('markNotificationsSeen', { filter: {} }, token)).toEqual({
    changedCount: 6,
    unreadCount: 6,
    unseenCount: 0,
    userErrors: [],
  });
  expect(await change('markNotificationsRead', { ids: [nodes[0].id] }, token)).toMatchObject({
    changedCount: 1,
    unreadCount: 5,
  });
  // Once more changes nothing, and tells nothing.
  expect(await change('markNotificationsRead', { ids: [nodes[0].id] }, token)).toMatchObject({
    changedCount: 0,
    unreadCount: 5,
  });
  // The filter speaks of what the change itself ends.
  expect(await change('archiveNotifications', { filter: { unread: true, priorities: ['LOW'] } }, token)).toMatchObject({
    changedCount: 2,
    unreadCount: 3,
  });
  const archived = (await running.ask(list, { filter: { archived: true } }, token)).data.notifications;
  expect(archived.nodes.map(({ priority }: { priority: string }) => priority)).toEqual(['LOW', 'LOW']);
  expect(await change('deleteNotifications', { ids: [nodes[1].id] }, token)).toMatchObject({
    changedCount: 1,
    unreadCount: 2,
  });
  expect((await running.ask(list, {}, token)).data.notifications.totalCount).toBe(5);
  expect(await change('markAllNotificationsRead', {}, token)).toMatchObject({ changedCount: 2, unreadCount: 0 });
  const types = (await running.app.realtime.log.read(`user:${ana.id}`, 0, 100)).map(({ type }) => type);
  expect(types.slice(6)).toEqual([
    'NotificationsSeen',
    'NotificationsRead',
    'NotificationsArchived',
    'NotificationsDeleted',
    'NotificationsRead',
  ]);
  const counted = await running.app.database.prisma.notification.count({
    where: { userId: ana.id, readAt: null, deletedAt: null },
  });
  expect(counted).toBe(0);
});

it.each([
  ['neither ids nor a filter', {}],
  ['both', { ids: [], filter: {} }],
])('N3: %s is refused', async (_what, input) => {
  const token = await signedIn(running.app, await aUser(running.app));
  for (const name of ['markNotificationsSeen', 'markNotificationsRead', 'archiveNotifications', 'deleteNotifications'])
    expect(await change(name, input, token)).toMatchObject({ userErrors: [{ code: 'INVALID_INPUT', field: 'ids' }] });
});

it('N3: counts stay exact while things are told and read at the same time', async () => {
  const ana = await aUser(running.app);
  const token = await signedIn(running.app, ana);
  await Promise.all(
    Array.from({ length: 8 }, async (_, n) => {
      await tell(notice([ana.id], `r${n}`));
      if (n % 2 === 0) await change('markAllNotificationsRead', {}, token);
    }),
  );
  const { prisma } = running.app.database;
  const unread = await prisma.notification.count({ where: { userId: ana.id, readAt: null } });
  expect(await prisma.notificationCounts.findUnique({ where: { userId: ana.id } })).toMatchObject({ unread });
});

it('N4: groups by type and subject, with how many there are and how many are unread', async () => {
  const house = await aHouse(running);
  const id = await confirmed(running, house);
  await told(running, house.guest, 1);
  await tell(
    notice([house.guest.id], 'x', { type: 'BOOKING', text: 'booking.changed', subject: { type: 'Booking', id } }),
    notice([house.guest.id], 'y'),
  );
  const groups = `query ($after: String, $unread: Boolean) { notificationGroups(first: 1, after: $after, unread: $unread) {
    pageInfo { endCursor hasNextPage } nodes { type count unreadCount subject { id } latest { text } } } }`;
  const one = (await running.ask(groups, {}, house.mine)).data.notificationGroups;
  expect(one.pageInfo.hasNextPage).toBe(true);
  const second = await running.ask(groups, { after: one.pageInfo.endCursor }, house.mine);
  expect(second.errors).toBeUndefined();
  const two = second.data.notificationGroups;
  const all = [...one.nodes, ...two.nodes].sort((a, b) => (a.type < b.type ? -1 : 1));
  expect(all).toEqual([
    {
      type: 'BOOKING',
      count: 2,
      unreadCount: 2,
      subject: { id: globalId('Booking', id) },
      latest: { text: 'booking.changed' },
    },
    { type: 'SYSTEM', count: 1, unreadCount: 1, subject: null, latest: { text: 'account.passwordChanged' } },
  ]);
  await change('markNotificationsRead', { filter: { subjectId: globalId('Booking', id) } }, house.mine);
  const unread = (await running.ask(groups, { unread: true }, house.mine)).data.notificationGroups;
  expect(unread).toMatchObject({ pageInfo: { hasNextPage: false }, nodes: [{ type: 'SYSTEM', unreadCount: 1 }] });
});

it('N5: what is older than its priority is kept goes by itself, and the counts with it', async () => {
  const ana = await aUser(running.app);
  await tell(
    ...(['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const).map((priority) => notice([ana.id], priority, { priority })),
  );
  const { prisma } = running.app.database;
  const left = async (days: number) => {
    await prisma.notification.updateMany({
      where: { userId: ana.id },
      data: { createdAt: new Date(Date.now() - days * 86_400_000) },
    });
    await forgetNotifications(running.app.database);
    const rows = await prisma.notification.findMany({ where: { userId: ana.id }, orderBy: { id: 'asc' } });
    const counts = await prisma.notificationCounts.findUnique({ where: { userId: ana.id } });
    expect(counts).toMatchObject({ unread: rows.length, unseen: rows.length });
    return rows.map(({ priority }) => priority).sort();
  };
  expect(await left(13)).toHaveLength(4);
  expect(await left(15)).toEqual(['CRITICAL', 'HIGH', 'MEDIUM']);
  expect(await left(31)).toEqual(['CRITICAL', 'HIGH']);
  expect(await left(91)).toEqual(['CRITICAL']);
  expect(await left(366)).toEqual([]);
  const events = await running.app.realtime.log.read(`user:${ana.id}`, 4, 10);
  expect(events.map(({ type }) => type)).toEqual(Array(4).fill('NotificationsDeleted'));
});

it('N7: whatever is tried again, somebody is told once', async () => {
  const ana = await aUser(running.app);
  await Promise.all(Array.from({ length: 4 }, () => tell(notice([ana.id, ana.id], 'the cause'))));
  await tell(notice([ana.id], 'the cause'));
  expect(await told(running, ana, 1)).toHaveLength(1);
  // Also of what they have deleted since.
  await change('deleteNotifications', { filter: {} }, await signedIn(running.app, ana));
  await tell(notice([ana.id], 'the cause'));
  const events = await running.app.realtime.log.read(`user:${ana.id}`, 0, 10);
  expect(events.map(({ type }) => type)).toEqual(['NotificationCreated', 'NotificationsDeleted']);
});

it('N7: of one event comes one notification, however many nodes look for it', async () => {
  const house = await aHouse(running);
  const { database, log } = running.app;
  const others = [1, 2].map(() => startNotifier(database, log, [], () => {}));
  await confirmed(running, house);
  await quiet(running);
  for (const other of others) await other.close();
  expect(await told(running, house.guest, 1)).toHaveLength(1);
});

it('N7: an event that nothing can be made of holds up no other, and is left for people to look at', async () => {
  const { database, log } = running.app;
  await quiet(running);
  const made: string[] = [];
  // Of a type that the rules of the app do not know.
  const put = (name: string) =>
    database.query(
      `INSERT INTO reaction_outbox (id, type, actor, payload, at, due_at) VALUES (gen_random_uuid(), $1, 'system', '{}', now(), now())`,
      [name],
    );
  await running.app.notifications.notifier.close();
  // What the tests before have left for later is not looked at.
  await database.query('DELETE FROM reaction_outbox');
  await put('Poison');
  await put('Fine');
  const drain = startReactions(database, log, async (_tx, events) => {
    if (events.some(({ type }) => type === 'Poison')) throw new Error('never');
    made.push(...events.map(({ type }) => type));
  });
  await eventually(() => expect(made).toEqual(['Fine']));
  await eventually(async () => {
    const rows = await database.query(
      `SELECT type, attempts > 0 AS tried FROM reaction_outbox WHERE type IN ('Poison', 'Fine')`,
    );
    expect(rows).toEqual([{ type: 'Poison', tried: true }]);
  });
  // After ten times it is tried no more, and stays.
  await database.query('UPDATE reaction_outbox SET attempts = 10, due_at = now()');
  await put('Fine');
  drain.nudge();
  await eventually(() => expect(made).toEqual(['Fine', 'Fine']));
  const left = await database.query('SELECT type, attempts FROM reaction_outbox WHERE due_at <= now()');
  expect(left).toEqual([{ type: 'Poison', attempts: 10 }]);
  await drain.close();
  await database.query('DELETE FROM reaction_outbox');
});

it('N7: who dies before the commit has told nobody, and the next one tells once', async () => {
  // The notifier of the app was closed above: these are two of another node.
  const { database, log } = running.app;
  const house = await aHouse(running);
  let deaths = 0;
  const dying = startReactions(database, log, async (tx, events) => {
    await writeNotices(tx, [], [notice([house.guest.id], events[0]?.id ?? '')]);
    deaths++;
    throw new Error('killed');
  });
  await confirmed(running, house);
  dying.nudge();
  await eventually(() => expect(deaths).toBeGreaterThan(0));
  await dying.close();
  expect(await told(running, house.guest, 0)).toEqual([]);
  await database.query('UPDATE reaction_outbox SET due_at = now(), attempts = 0');
  const next = startNotifier(database, log, [], () => {});
  expect(await told(running, house.guest, 1)).toHaveLength(1);
  await next.close();
  expect(await database.query('SELECT 1 FROM reaction_outbox WHERE due_at <= now()')).toEqual([]);
});
