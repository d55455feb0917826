import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { redisIsInstalled } from '../support/programs.js';
import { type RedisServer, startRedis } from '../support/redis-server.js';
import { openSocket } from '../support/socket.js';
import { startTwoNodes, type TwoNodes } from '../support/two-nodes.js';

// The embedded database belongs to one process alone.
describe.skipIf(inject('engine') === 'embedded' || !redisIsInstalled())('two nodes', () => {
  let redis: RedisServer;
  let cluster: TwoNodes;
  let admin: string;
  beforeAll(async () => {
    redis = await startRedis();
    cluster = await startTwoNodes({ REDIS_URL: redis.url });
    admin = await signedIn(cluster.nodes[0].app, await aUser(cluster.nodes[0].app, { role: 'ADMIN' }));
    await eventually(async () => expect(await stats()).toMatchObject({ complete: true, nodes: [{}, {}] }));
  });
  afterAll(async () => {
    redis.resume();
    await cluster.close();
    await redis.close();
  });

  const stats = async () =>
    (
      await cluster.nodes[0].ask(
        '{ realtimeStats { complete connections users presence { online away } nodes { id webSockets reachesOthers } } }',
        {},
        admin,
      )
    ).data.realtimeStats;

  it('D5: either of them knows of both, pages over both, and ends what is open on the other', async () => {
    const [one, two] = cluster.nodes;
    const ana = await aUser(one.app);
    await using here = openSocket(one, await signedIn(one.app, ana));
    await using there = openSocket(two, await signedIn(one.app, ana));
    const followed = [here, there].map((socket) => socket.follow('subscription { viewerEvents { __typename } }'));
    await eventually(() => expect(followed.map(({ items }) => items.length)).toEqual([1, 1]));
    expect(await stats()).toMatchObject({ connections: 2, users: 1, nodes: [{ webSockets: 1 }, { webSockets: 1 }] });
    await eventually(async () => expect((await stats()).presence).toEqual({ online: 1, away: 0 }));
    const page = async (args: string) =>
      (
        await one.ask(
          `{ connections(${args}) { totalCount complete edges { cursor node { id nodeId } } pageInfo { hasNextPage } } }`,
          {},
          admin,
        )
      ).data.connections;
    const first = await page('first: 1');
    expect(first).toMatchObject({ totalCount: 2, complete: true, pageInfo: { hasNextPage: true } });
    const next = await page(`first: 1, after: "${first.edges[0].cursor}"`);
    expect(next).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: false } });
    expect(next.edges[0].node.nodeId).not.toBe(first.edges[0].node.nodeId);
    const ended = await one.ask(
      'mutation ($id: ID!) { disconnect(input: { userId: $id }) { ended complete } }',
      { id: globalId('User', ana.id) },
      admin,
    );
    expect(ended.data.disconnect).toEqual({ ended: 2, complete: true });
    await eventually(() => expect([...here.closed, ...there.closed]).toMatchObject([{ code: 4413 }, { code: 4413 }]));
  });

  it('D5: says that it does not know all while Redis does not answer', async () => {
    const [one] = cluster.nodes;
    await using here = openSocket(one, await signedIn(one.app, await aUser(one.app)));
    const { items } = here.follow('subscription { viewerEvents { __typename } }');
    await eventually(() => expect(items).toHaveLength(1));
    redis.pause();
    expect(await stats()).toMatchObject({ complete: false, users: 1, presence: null, nodes: [{}] });
    redis.resume();
    await eventually(async () => expect(await stats()).toMatchObject({ complete: true, nodes: [{}, {}] }));
  });

  it('D5: forgets a node that has left', async () => {
    await cluster.nodes[1].app.close();
    expect(await stats()).toMatchObject({ complete: true, nodes: [{}] });
  });
});
