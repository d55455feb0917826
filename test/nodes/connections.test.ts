import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Property, User } from '../../src/generated/prisma/client.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aMember, aProperty, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { openSocket } from '../support/socket.js';
import { followBySse } from '../support/sse.js';

let running: RunningApp;
let property: Property;
let ana: User;
let ben: User;
let admin: string;
beforeAll(async () => {
  running = await startApp();
  property = await aProperty(running.app);
  ana = (await aMember(running.app, property, 'STAFF')).user;
  ben = (await aMember(running.app, property, 'STAFF')).user;
  admin = await signedIn(running.app, await aUser(running.app, { role: 'ADMIN' }));
});
afterAll(() => running.close());

const mine = 'subscription { viewerEvents { __typename } }';
const ofProperty = () => ({
  text: 'subscription P($id: ID!) { ...F } fragment F on Subscription { seen: propertyEvents(propertyId: $id) { __typename } }',
  variables: { id: globalId('Property', property.id) },
});
const list = async (filter: object = {}, page: object = {}) =>
  (
    await running.ask(
      `query ($filter: LiveConnectionFilter, $first: Int, $last: Int, $after: String, $before: String) {
        connections(filter: $filter, first: $first, last: $last, after: $after, before: $before) {
          totalCount complete
          edges { cursor node { id nodeId transport user { name } sessionId serviceKeyId address userAgent connectedAt subscriptions { id feed } } }
          pageInfo { hasNextPage hasPreviousPage }
        }
      }`,
      { filter, ...page },
      admin,
    )
  ).data.connections;
const disconnect = async (input: object) =>
  (
    await running.ask(
      'mutation ($input: DisconnectInput!) { disconnect(input: $input) { ended complete userErrors { code } } }',
      { input },
      admin,
    )
  ).data.disconnect;
const userId = ({ id }: User) => globalId('User', id);

it('D5: lists who is connected, over which transport, with what they follow, and forgets who has left', async () => {
  await using socket = openSocket(running, await signedIn(running.app, ana));
  const first = socket.follow(mine);
  const { text, variables } = ofProperty();
  const second = socket.follow(text, variables);
  await eventually(() => expect([first.items.length, second.items.length]).toEqual([1, 1]));
  const stream = followBySse(running, mine, {}, await signedIn(running.app, ben));
  await eventually(() => expect(stream.text()).toContain('StreamReady'));
  const { edges, totalCount, complete } = await list();
  expect({ totalCount, complete }).toEqual({ totalCount: 2, complete: true });
  expect(edges.map(({ node }: { node: object }) => node)).toMatchObject([
    { transport: 'SSE', user: { name: ben.name }, subscriptions: [{ feed: 'viewerEvents' }] },
    {
      transport: 'WEBSOCKET',
      user: { name: ana.name },
      address: '127.0.0.1',
      serviceKeyId: null,
      sessionId: expect.any(String),
      subscriptions: [{ feed: 'viewerEvents' }, { feed: 'propertyEvents' }],
    },
  ]);
  expect((await list({ userId: userId(ben) })).totalCount).toBe(1);
  expect((await list({ feed: 'propertyEvents' })).totalCount).toBe(1);
  expect((await list({ nodeId: 'elsewhere' })).totalCount).toBe(0);
  second.stop();
  await eventually(async () => expect((await list({ feed: 'propertyEvents' })).totalCount).toBe(0));
  await socket[Symbol.asyncDispose]();
  stream.stop();
  await eventually(async () => expect((await list()).totalCount).toBe(0));
});

it('D5: pages stay where they are, in both directions', async () => {
  const sockets = [];
  for (let number = 0; number < 5; number++) {
    const socket = openSocket(running, await signedIn(running.app, ana));
    const followed = socket.follow(mine);
    await eventually(() => expect(followed.items.length).toBe(1));
    sockets.push(socket);
  }
  const ids = async (page: object) => {
    const { edges, pageInfo } = await list({}, page);
    return { ids: edges.map(({ node }: { node: { id: string } }) => node.id), pageInfo, edges };
  };
  const all = await ids({});
  expect(all.ids).toHaveLength(5);
  const first = await ids({ first: 2 });
  expect(first.ids).toEqual(all.ids.slice(0, 2));
  expect(first.pageInfo).toEqual({ hasNextPage: true, hasPreviousPage: false });
  const next = await ids({ first: 5, after: first.edges[1].cursor });
  expect(next.ids).toEqual(all.ids.slice(2));
  expect(next.pageInfo.hasNextPage).toBe(false);
  expect((await ids({ last: 2, before: next.edges[0].cursor })).ids).toEqual(all.ids.slice(0, 2));
  for (const socket of sockets) await socket[Symbol.asyncDispose]();
  await eventually(async () => expect((await list()).totalCount).toBe(0));
});

it('D5: disconnects a person, a session, a connection or one subscription, and nothing else', async () => {
  await using ofAna = openSocket(running, await signedIn(running.app, ana));
  await using ofBen = openSocket(running, await signedIn(running.app, ben));
  await using alsoBen = openSocket(running, await signedIn(running.app, ben));
  const followed = [ofAna.follow(mine), ofAna.follow(mine), ofBen.follow(mine), alsoBen.follow(mine)];
  await eventually(() => expect(followed.map(({ items }) => items.length)).toEqual([1, 1, 1, 1]));
  const { edges } = await list({ userId: userId(ana) });
  const [one] = edges[0].node.subscriptions;
  expect(await disconnect({ subscriptionId: one.id })).toEqual({ ended: 1, complete: true, userErrors: [] });
  await followed[0]?.done;
  expect(ofAna.closed).toEqual([]);
  expect((await list({ userId: userId(ana) })).edges[0].node.subscriptions).toHaveLength(1);

  const bens = (await list({ userId: userId(ben) })).edges.map((edge: { node: object }) => edge.node);
  const closed = () => [...ofBen.closed, ...alsoBen.closed].map(({ code }) => code);
  expect((await disconnect({ sessionId: bens[0].sessionId })).ended).toBe(1);
  await eventually(() => expect(closed()).toEqual([4413]));
  expect((await disconnect({ connectionId: bens[1].id })).ended).toBe(1);
  await eventually(() => expect(closed()).toEqual([4413, 4413]));
  expect((await disconnect({ userId: userId(ana) })).ended).toBe(1);
  await eventually(() => expect(ofAna.closed).toMatchObject([{ code: 4413 }]));
  expect((await disconnect({ userId: userId(ana) })).ended).toBe(0);
});

it('D5: ends streams over SSE, and subscriptions that are no view of the log', async () => {
  const stream = followBySse(running, mine, {}, await signedIn(running.app, ana));
  await eventually(() => expect(stream.text()).toContain('StreamReady'));
  expect((await disconnect({ userId: userId(ana) })).ended).toBe(1);
  // Cut, not completed: a client comes back.
  await expect(stream.done).rejects.toThrow();
  expect(stream.text()).not.toContain('event: complete');
  await using socket = openSocket(running, await signedIn(running.app, ana));
  const presence = socket.follow('subscription ($ids: [ID!]!) { presence(userIds: $ids) { __typename } }', {
    ids: [userId(ben)],
  });
  await eventually(() => expect(presence.items.length).toBeGreaterThan(0));
  const [{ node }] = (await list({ feed: 'presence' })).edges;
  expect((await disconnect({ subscriptionId: node.subscriptions[0].id })).ended).toBe(1);
  await presence.done;
  expect(socket.closed).toEqual([]);
});

it('D5: wants to know exactly one thing to end', async () => {
  expect((await disconnect({})).userErrors).toEqual([{ code: 'INVALID_INPUT' }]);
  expect((await disconnect({ connectionId: 'a', sessionId: 'b' })).userErrors).toEqual([{ code: 'INVALID_INPUT' }]);
});

it('D5: counts connections, people and what they follow, and measures how fast events are delivered', async () => {
  await using one = openSocket(running, await signedIn(running.app, ana));
  await using two = openSocket(running, await signedIn(running.app, ana));
  const followed = [one.follow(mine), two.follow(mine)];
  await eventually(() => expect(followed.map(({ items }) => items.length)).toEqual([1, 1]));
  await running.ask(
    'mutation ($id: ID!) { triggerEvent(input: { name: "x", userIds: [$id] }) { eventId } }',
    { id: userId(ana) },
    admin,
  );
  await eventually(() => expect(followed.map(({ items }) => items.length)).toEqual([2, 2]));
  const document = `{ realtimeStats { complete connections users feeds { feed subscriptions }
    nodes { id startedAt version webSockets sseStreams users streams reachesOthers lag { p50 p99 } } } }`;
  const { realtimeStats } = (await running.ask(document, {}, admin)).data;
  expect(realtimeStats).toMatchObject({
    complete: true,
    connections: 2,
    users: 1,
    feeds: [{ feed: 'viewerEvents', subscriptions: 2 }],
    nodes: [{ webSockets: 2, sseStreams: 0, users: 1, streams: 1, reachesOthers: true }],
  });
  const [{ lag }] = realtimeStats.nodes;
  expect(lag.p50).toBeGreaterThanOrEqual(0);
  expect(lag.p99).toBeGreaterThanOrEqual(lag.p50);
  const rates = '{ realtimeStats { eventsPerSecond deliveriesPerSecond } }';
  await eventually(async () => {
    const stats = (await running.ask(rates, {}, admin)).data.realtimeStats;
    expect(stats.eventsPerSecond).toBeGreaterThan(0);
    expect(stats.deliveriesPerSecond).toBeGreaterThan(0);
  });
});

it('D5: says how many people are there, and how many are away from all of their devices', async () => {
  const [anas, bens] = [await signedIn(running.app, ana), await signedIn(running.app, ben)];
  await using ofAna = openSocket(running, anas);
  await using ofBen = openSocket(running, bens);
  const followed = [ofAna.follow(mine), ofBen.follow(mine)];
  await eventually(() => expect(followed.map(({ items }) => items.length)).toEqual([1, 1]));
  const present = async () =>
    (await running.ask('{ realtimeStats { users presence { online away } } }', {}, admin)).data.realtimeStats;
  await eventually(async () => expect(await present()).toEqual({ users: 2, presence: { online: 2, away: 0 } }));
  const away = 'mutation { setPresence(input: { away: true }) { userErrors { code } } }';
  expect((await running.ask(away, {}, bens)).data.setPresence.userErrors).toEqual([]);
  expect(await present()).toEqual({ users: 2, presence: { online: 1, away: 1 } });
});
