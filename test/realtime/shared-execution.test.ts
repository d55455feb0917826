import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Property, User } from '../../src/generated/prisma/client.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aMember, aProperty, aUser, password, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { openSocket, type SocketClient } from '../support/socket.js';
import { type Any, executedDuring, follow, forMany, manyReaders, rename, updates } from './many-readers.js';

let running: RunningApp;
let property: Property;

beforeAll(async () => {
  running = await startApp(forMany);
});
beforeEach(async () => {
  property = await aProperty(running.app);
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((socket) => socket[Symbol.asyncDispose]()));
});
afterAll(() => running.close());

const opened: SocketClient[] = [];

async function socketOf(user: User): Promise<SocketClient> {
  const socket = openSocket(running, await signedIn(running.app, user));
  opened.push(socket);
  return socket;
}

it('F14: a hundred readers who ask the same cost one execution and one read of the database', () =>
  manyReaders(running, 4, 25));

it('F14: those who may see different things get what each may see', async () => {
  const roles = ['OWNER', 'STAFF'] as const;
  const members = await Promise.all(roles.map((role) => aMember(running.app, property, role)));
  const admin = await aUser(running.app, { role: 'ADMIN' });
  const people = [...members.map(({ user }) => user), admin];
  const sockets = await Promise.all(people.map(socketOf));
  const followed = await follow(sockets, 2, property, 'property { name viewerRole }');
  await rename(running, property, 'Seen by all');
  await eventually(() => expect(followed.every((each) => updates(each).length === 1)).toBe(true));
  expect(followed.map((each) => updates(each)[0].property.viewerRole)).toEqual([
    'OWNER',
    'OWNER',
    'STAFF',
    'STAFF',
    null,
    null,
  ]);
});

it('F14: what depends on who asks is executed for each, and sharing ends by itself', async () => {
  const user = await aUser(running.app);
  const [here, there] = [await socketOf(user), await socketOf(user)];
  const mine =
    'subscription { viewerEvents(kinds: [SESSION_STARTED]) { __typename ... on SessionStarted { session { current } } } }';
  const followed = [here, there].map((socket): Any => socket.follow(mine));
  await eventually(() => expect(followed.every(({ items }) => items.length === 1)).toBe(true));
  const signIn = `mutation { signIn(input: { email: "${user.email}", password: "${password}" }) { userErrors { code } } }`;
  const first = await executedDuring(running, async () => {
    await running.ask(signIn);
    await eventually(() => expect(followed.every(({ items }) => items.length === 2)).toBe(true));
  });
  // Tried once for both, thrown away, and executed for each.
  expect(first).toEqual({ shared: 1, alone: 2 });
  const second = await executedDuring(running, async () => {
    await running.ask(signIn);
    await eventually(() => expect(followed.every(({ items }) => items.length === 3)).toBe(true));
  });
  expect(second).toEqual({ shared: 0, alone: 2 });
  expect(followed.flatMap(({ items }) => items.slice(1).map(({ session }) => session))).toEqual(
    Array(4).fill({ current: false }),
  );
});

it('F12: a reader whose role changes gets what the new role may see, from that very event on', async () => {
  const { user, membership } = await aMember(running.app, property, 'MANAGER');
  const owner = await aMember(running.app, property, 'OWNER');
  const socket = await socketOf(user);
  const [followed] = await follow([socket], 1, property, 'property { viewerRole }');
  await rename(running, property, 'As a manager');
  const { data } = await running.ask(
    'mutation ($id: ID!) { changeMemberRole(input: { id: $id, role: STAFF }) { userErrors { code } } }',
    { id: globalId('Member', membership.id) },
    await signedIn(running.app, owner.user),
  );
  expect(data.changeMemberRole.userErrors).toEqual([]);
  await rename(running, property, 'As staff');
  await eventually(() => expect(updates(followed as Any)).toHaveLength(2));
  expect(updates(followed as Any).map((item) => item.property.viewerRole)).toEqual(['MANAGER', 'STAFF']);
});

it('nothing is left of readers who have gone', async () => {
  const { user } = await aMember(running.app, property, 'STAFF');
  for (let round = 0; round < 20; round++) {
    const socket = await socketOf(user);
    await follow([socket], 1, property, 'version');
    await socket[Symbol.asyncDispose]();
  }
  await eventually(() => expect(running.app.realtime.hubs.size).toBe(0));
});
