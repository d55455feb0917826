import { describe, expect, inject, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { redisIsInstalled, startRedis } from '../support/redis-server.js';
import { openSocket } from '../support/socket.js';
import { startTwoNodes } from '../support/two-nodes.js';
import { historyOf, sent, sequences } from './messages.js';
import { aGuest, done, started } from './people.js';

const unlimited = { LIMIT_USER_COST: '1000000', LIMIT_SENDS_PER_SECOND: '100000' };

// The embedded database belongs to one process alone.
describe.skipIf(inject('engine') === 'embedded')('on two nodes', () => {
  it('M4, M6: a message that is sent again on another node is the same one, and no number is missing', async () => {
    await using cluster = await startTwoNodes(unlimited);
    const [one, two] = cluster.nodes;
    const [ana, ben] = [await aGuest(one), await aGuest(one)];
    const id = await started(one, ana, { kind: 'GUEST_GUEST', participantIds: [ben.id] });
    const messages = await Promise.all(
      Array.from({ length: 80 }, (_, index) =>
        sent(index % 2 === 0 ? one : two, ana, id, `Message ${index >> 1}`, { clientMessageId: `c-${index >> 1}` }),
      ),
    );
    expect(new Set(messages.map((message) => message.id)).size).toBe(40);
    const more = await Promise.all([0, 1, 2, 3].map((index) => sent(index % 2 === 0 ? one : two, ben, id, 'Hi')));
    expect(more).toHaveLength(4);
    const page = await historyOf(two, ben, id, { first: 100 });
    expect(sequences(page)).toEqual(Array.from({ length: 44 }, (_, index) => index + 1));
  });

  it.runIf(redisIsInstalled())('M14, M15: who types and who is there is the same on both', async () => {
    const redis = await startRedis();
    try {
      await using cluster = await startTwoNodes({ ...unlimited, REDIS_URL: redis.url });
      const [one, two] = cluster.nodes;
      const [ana, ben] = [await aGuest(one, 'Ana'), await aGuest(one, 'Ben')];
      const id = await started(one, ana, { kind: 'GUEST_GUEST', participantIds: [ben.id] });
      await using far = openSocket(two, ben.token);
      const typing = far.follow('subscription ($id: ID!) { typing(conversationId: $id) { text } }', { id });
      const there = far.follow('subscription ($ids: [ID!]!) { presence(userIds: $ids) { status } }', { ids: [ana.id] });
      await eventually(() => expect([typing.items, there.items]).toEqual([[{ text: '' }], [{ status: 'OFFLINE' }]]));
      const near = openSocket(one, ana.token);
      near.follow('subscription { viewerEvents { __typename } }');
      await eventually(() => expect(there.items.at(-1)).toEqual({ status: 'ONLINE' }));
      await done(one, ana, 'setTyping', { conversationId: id, typing: true });
      await eventually(() => expect(typing.items.at(-1)).toEqual({ text: 'Ana is typing…' }));
      await sent(one, ana, id, 'Hello');
      await eventually(() => expect(typing.items.at(-1)).toEqual({ text: '' }));
      await near.client.dispose();
      await eventually(() => expect(there.items.at(-1)).toEqual({ status: 'OFFLINE' }));
    } finally {
      await redis.close();
    }
  });
});
