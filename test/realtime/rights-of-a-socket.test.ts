import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { Property } from '../../src/generated/prisma/client.js';
import { Hub } from '../../src/realtime/hub.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aMember, aProperty, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { openSocket, type SocketClient } from '../support/socket.js';
import { forMany, rename } from './many-readers.js';

let running: RunningApp;
let property: Property;
let owner: string;

beforeAll(async () => {
  running = await startApp({ ...forMany, LIMIT_SOCKET_MESSAGES_PER_SECOND: '100000' });
  property = await aProperty(running.app);
  owner = await signedIn(running.app, (await aMember(running.app, property, 'OWNER')).user);
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => running.close());

const feed = 'subscription ($id: ID!) { propertyEvents(propertyId: $id) { __typename } }';
const ofMine = 'subscription { viewerEvents { __typename actor { name } } }';
const removed = ['StreamReady', 'AccessRevoked'];
const typesOf = ({ items }: { items: Array<{ __typename: string }> }) => items.map(({ __typename }) => __typename);

/** Somebody who works here and follows the property, several times on one socket. */
async function aFollower() {
  const { user, membership } = await aMember(running.app, property, 'STAFF');
  const socket = openSocket(running, await signedIn(running.app, user));
  const mine = socket.follow(ofMine);
  const followed = Array.from({ length: 6 }, () => socket.follow(feed, { id: globalId('Property', property.id) }));
  await eventually(() => expect([mine, ...followed].every(({ items }) => items.length === 1)).toBe(true));
  return { socket, membership, user, followed };
}

async function remove({ id }: { id: string }) {
  const { data } = await running.ask(
    'mutation ($id: ID!) { removeMember(input: { id: $id }) { userErrors { code } } }',
    { id: globalId('Member', id) },
    owner,
  );
  expect(data.removeMember.userErrors).toEqual([]);
}

/** Asks one thing after the other on that socket, until it is told to stop. */
function asking(socket: SocketClient) {
  let stopped = false;
  const loop = async () => {
    while (!stopped) await socket.follow('{ viewer { id } }').done;
  };
  const loops = Promise.all(Array.from({ length: 4 }, loop));
  return async () => {
    stopped = true;
    await loops;
  };
}

it('F12: a socket that asks all the time hears nothing of a property from the moment on that its person is removed', async () => {
  for (let round = 0; round < 5; round++) {
    const { socket, membership, followed } = await aFollower();
    const stop = asking(socket);
    await remove(membership);
    await rename(running, property, `Round ${round}`);
    await eventually(() => {
      for (const each of followed) expect(typesOf(each)).toContain('AccessRevoked');
    });
    await stop();
    await socket[Symbol.asyncDispose]();
    for (const each of followed) expect(typesOf(each)).toEqual(removed);
  }
});

it('F12: nor does one that is not told that rights were lost: the event that takes them says so itself', async () => {
  const { socket, membership, user, followed } = await aFollower();
  const { poke, see } = Hub.prototype;
  const own = `user:${user.id}`;
  vi.spyOn(Hub.prototype, 'poke').mockImplementation(function (this: Hub, ...args) {
    if (this.stream !== own) poke.apply(this, args);
  });
  vi.spyOn(Hub.prototype, 'see').mockImplementation(function (this: Hub, ...args) {
    if (this.stream !== own) see.apply(this, args);
  });
  await remove(membership);
  await rename(running, property, 'Without a word');
  await eventually(() => {
    for (const each of followed) expect(typesOf(each).length).toBeGreaterThan(1);
  });
  for (const each of followed) expect(typesOf(each)).toEqual(removed);
  await socket[Symbol.asyncDispose]();
});
