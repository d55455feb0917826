import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { RunningApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aUser, password } from '../support/factories.js';
import { redisIsInstalled } from '../support/programs.js';
import { type RedisServer, startRedis } from '../support/redis-server.js';
import { startTwoNodes, type TwoNodes } from '../support/two-nodes.js';

const left = async (node: RunningApp) => {
  const { extensions } = await node.ask('{ __typename }');
  return (extensions as { rateLimit: { remaining: number } }).rateLimit.remaining;
};

const signIn = async (node: RunningApp, email: string | null) =>
  (
    await node.ask(
      'mutation ($email: EmailAddress!, $password: String!) { signIn(input: { email: $email, password: $password }) { session { accessToken } userErrors { code } } }',
      { email, password },
    )
  ).data.signIn;

// The embedded database belongs to one process alone.
describe.skipIf(inject('engine') === 'embedded' || !redisIsInstalled())('rates of two nodes', () => {
  let redis: RedisServer;
  let cluster: TwoNodes;
  beforeAll(async () => {
    redis = await startRedis();
    cluster = await startTwoNodes({ REDIS_URL: redis.url, LIMIT_ANONYMOUS_COST_PER_SECOND: '0.001' });
    await eventually(() => expect(cluster.nodes.every(({ app }) => app.redis?.status === 'ready')).toBe(true));
  });
  afterAll(async () => {
    redis.resume();
    await cluster.close();
    await redis.close();
  });

  it('D7: are one for both', async () => {
    const [one, two] = cluster.nodes;
    expect(await left(one)).toBe(199);
    expect(await left(two)).toBe(198);
    expect(await left(one)).toBe(197);
  });

  it('D7, threat 18: while Redis hangs, operations go on at once and nobody signs in; afterwards all is as before', async () => {
    const [one, two] = cluster.nodes;
    const { email } = await aUser(one.app);
    redis.pause();
    for (let n = 0; n < 3; n++) await left(one);
    const since = performance.now();
    for (let n = 0; n < 20; n++) await left(one);
    // Each of them waited a second before.
    expect(performance.now() - since).toBeLessThan(5_000);
    expect(await signIn(one, email)).toMatchObject({ session: null, userErrors: [{ code: 'RATE_LIMITED' }] });
    redis.resume();
    await eventually(async () => expect((await signIn(one, email)).session).not.toBeNull());
    const before = await left(one);
    expect(await left(two)).toBe(before - 1);
  });
});
