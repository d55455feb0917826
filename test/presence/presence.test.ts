import { afterAll, beforeAll, expect, it } from 'vitest';
import { aColleague, act, aDesk, aGuest, aTalk, done, type Somebody, started } from '../messaging/people.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { signedIn } from '../support/factories.js';
import { openSocket } from '../support/socket.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000' });
});
afterAll(() => running.close());

const presence = 'subscription ($ids: [ID!]!) { presence(userIds: $ids) { user { name } status lastSeenAt } }';
const live = 'subscription { viewerEvents { __typename } }';

/** A connection of theirs that is up. */
async function connected(who: Somebody, token = who.token) {
  const socket = openSocket(running, token);
  const { items } = socket.follow(live);
  await eventually(() => expect(items).toHaveLength(1));
  return socket;
}

const aPair = async () => {
  const [ana, ben] = [await aGuest(running), await aGuest(running)];
  await started(running, ana, { kind: 'GUEST_GUEST', participantIds: [ben.id] });
  return [ana, ben] as const;
};

it('M15: online while one device is, away when none is in use, offline with the time afterwards', async () => {
  const [ana, ben] = await aPair();
  await using socket = openSocket(running, ana.token);
  const feed = socket.follow(presence, { ids: [ben.id] });
  const last = () => feed.items.at(-1);
  await eventually(() =>
    expect(last()).toEqual({ user: { name: ben.user.name }, status: 'OFFLINE', lastSeenAt: null }),
  );
  const phone = await connected(ben);
  await eventually(() => expect(last()).toMatchObject({ status: 'ONLINE', lastSeenAt: null }));
  const deskToken = await signedIn(running.app, ben.user);
  const desk = await connected(ben, deskToken);
  await done(running, ben, 'setPresence', { away: true });
  await desk.client.dispose();
  await eventually(() => expect(last()).toMatchObject({ status: 'AWAY' }));
  await done(running, ben, 'setPresence', { away: false });
  await eventually(() => expect(last()).toMatchObject({ status: 'ONLINE' }));
  await phone.client.dispose();
  await eventually(() => expect(last()).toMatchObject({ status: 'OFFLINE', lastSeenAt: expect.any(String) }));
  expect(feed.items.map(({ status }: { status: string }) => status)).toEqual([
    'OFFLINE',
    'ONLINE',
    'AWAY',
    'ONLINE',
    'OFFLINE',
  ]);
});

it('M15: a connection whose node died is gone when its time is up', async () => {
  const [ana, ben] = await aPair();
  await using socket = openSocket(running, ana.token);
  await running.app.leases.hold(`presence:${ben.user.id}`, 'connection nowhere 1', '', 500);
  const feed = socket.follow(presence, { ids: [ben.id] });
  await eventually(() =>
    expect(feed.items.map(({ status }: { status: string }) => status)).toEqual(['ONLINE', 'OFFLINE']),
  );
});

it('M15: only people who share something see it, and only for as long', async () => {
  const [ana, ben] = [await aGuest(running), await aGuest(running)];
  await using socket = openSocket(running, ana.token);
  const refused = socket.follow(presence, { ids: [ben.id] });
  await refused.done;
  expect(refused.errors[0]?.extensions?.code).toBe('NOT_FOUND');
  const id = await started(running, ana, { kind: 'GROUP', participantIds: [ben.id] });
  const feed = socket.follow(presence, { ids: [ben.id] });
  await eventually(() => expect(feed.items).toHaveLength(1));
  await done(running, ana, 'leaveConversation', { conversationId: id });
  await using _phone = await connected(ben);
  const fence = socket.follow(presence, { ids: [ana.id] });
  await eventually(() => expect(fence.items).toMatchObject([{ status: 'ONLINE' }]));
  expect(feed.items).toMatchObject([{ status: 'OFFLINE' }]);
});

it('M15: who keeps it to themselves, or has blocked me, looks offline at once', async () => {
  const [ana, ben] = await aPair();
  await using socket = openSocket(running, ana.token);
  const feed = socket.follow(presence, { ids: [ben.id] });
  await using _phone = await connected(ben);
  const last = () => feed.items.at(-1);
  await eventually(() => expect(last()).toMatchObject({ status: 'ONLINE' }));
  await done(running, ben, 'updateSettings', { presenceVisible: false });
  await eventually(() => expect(last()).toMatchObject({ status: 'OFFLINE', lastSeenAt: null }));
  await done(running, ben, 'updateSettings', { presenceVisible: true });
  await eventually(() => expect(last()).toMatchObject({ status: 'ONLINE' }));
  await done(running, ben, 'blockUser', { userId: ana.id });
  await eventually(() => expect(last()).toMatchObject({ status: 'OFFLINE', lastSeenAt: null }));
});

it('M15: it ends with the session', async () => {
  const [ana, ben] = await aPair();
  await using socket = openSocket(running, ana.token);
  const feed = socket.follow(presence, { ids: [ben.id] });
  await eventually(() => expect(feed.items).toHaveLength(1));
  await done(running, ana, 'signOut', {});
  await feed.done;
});

it('F7: colleagues see who looks at a conversation, guests do not', async () => {
  const { id, staff, property, guest } = await aTalk(running);
  const colleague = await aColleague(running, property);
  await using desk = openSocket(running, colleague.token);
  const viewing = 'subscription ($id: ID!) { viewing(nodeId: $id) { users { name } } }';
  const feed = desk.follow(viewing, { id });
  await eventually(() => expect(feed.items).toEqual([{ users: [] }]));
  const look = (on: boolean) => done(running, staff, 'setViewing', { nodeId: id, viewing: on }, 'viewing');
  await look(true);
  await eventually(() => expect(feed.items.at(-1)).toEqual({ users: [{ name: staff.user.name }] }));
  await look(false);
  await eventually(() => expect(feed.items.at(-1)).toEqual({ users: [] }));
  const inWindow = (windowId: string, on: boolean) =>
    done(running, staff, 'setViewing', { nodeId: id, viewing: on, windowId }, 'viewing');
  await inWindow('left', true);
  await inWindow('right', true);
  await eventually(() => expect(feed.items.at(-1)).toEqual({ users: [{ name: staff.user.name }] }));
  const before = feed.items.length;
  await inWindow('left', false);
  // Each change is told, and this one changes nobody: they look in the other window.
  await eventually(() => expect(feed.items.length).toBeGreaterThan(before));
  expect(feed.items.slice(before)).toEqual([{ users: [{ name: staff.user.name }] }]);
  await inWindow('right', false);
  await eventually(() => expect(feed.items.at(-1)).toEqual({ users: [] }));
  expect(
    await act(running, staff, 'setViewing', { nodeId: id, viewing: true, windowId: 'x'.repeat(65) }),
  ).toMatchObject({
    userErrors: [{ field: 'windowId' }],
  });
  await using phone = openSocket(running, guest.token);
  const refused = phone.follow(viewing, { id });
  await refused.done;
  expect(refused.errors[0]?.extensions?.code).toBe('FORBIDDEN');
  const { propertyId } = await aDesk(running);
  const other = desk.follow(viewing, { id: propertyId });
  await other.done;
  expect(other.errors[0]?.extensions?.code).toBe('NOT_FOUND');
});
