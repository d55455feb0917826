import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { aUser, signedIn } from '../support/factories.js';
import { redisIsInstalled } from '../support/programs.js';
import { type RedisServer, startRedis } from '../support/redis-server.js';
import { openSocket } from '../support/socket.js';
import { startTwoNodes, type TwoNodes } from '../support/two-nodes.js';

// The embedded database belongs to one process alone.
describe.skipIf(inject('engine') === 'embedded' || !redisIsInstalled())('delivery between two nodes', () => {
  let redis: RedisServer;
  let cluster: TwoNodes;
  beforeAll(async () => {
    redis = await startRedis();
    cluster = await startTwoNodes({ REDIS_URL: redis.url });
  });
  afterAll(async () => {
    redis.resume();
    await cluster.close();
    await redis.close();
  });

  it('F15: what is written on one arrives on the other, with Redis, while it hangs, while it is gone, and when it is back', async () => {
    const [one, two] = cluster.nodes;
    const token = await signedIn(one.app, await aUser(one.app));
    await using far = openSocket(two, token);
    const followed = far.follow('subscription { viewerEvents { __typename ... on SettingsUpdated { version } } }');
    await eventually(() => expect(followed.items).toHaveLength(1));
    let version = 1;
    const arrives = async () => {
      const theme = version % 2 === 0 ? 'LIGHT' : 'DARK';
      await one.ask(`mutation { updateSettings(input: { theme: ${theme} }) { userErrors { code } } }`, {}, token);
      version++;
      await eventually(() => expect(followed.items.at(-1)).toEqual({ __typename: 'SettingsUpdated', version }));
      // Each once, and in order: one more item for one more version.
      expect(followed.items).toHaveLength(version);
    };
    await arrives();
    redis.pause();
    await arrives();
    redis.resume();
    await arrives();
    await redis.kill();
    await arrives();
    await arrives();
    await redis.start();
    await arrives();
  });
});
