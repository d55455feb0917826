import { afterAll, beforeAll, expect, it } from 'vitest';
import { aColleague, aDesk, done, type Somebody, started } from '../messaging/people.js';
import { type RunningApp, startApp } from '../support/app.js';
import { quiet, told } from './people.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_SENDS_PER_SECOND: '1000' });
});
afterAll(() => running.close());

/** People who may write to each other: they work at the same place. */
async function everybody(): Promise<[Somebody, Somebody, Somebody]> {
  const { property } = await aDesk(running);
  return [
    await aColleague(running, property),
    await aColleague(running, property),
    await aColleague(running, property),
  ];
}

const rowOf = (id: string) => Buffer.from(id, 'base64').toString().split(':')[1];

/** A group of these people, the first of whom has started it. Answers its global id. */
const aGroup = (first: Somebody, ...others: Somebody[]): Promise<string> =>
  started(running, first, { kind: 'GROUP', subject: 'Trip', participantIds: others.map(({ id }) => id) });

const send = async (who: Somebody, conversationId: string, more: object = {}) =>
  done(running, who, 'sendMessage', { conversationId, body: 'canary-body', ...more });

/** As if they had been written a while ago. */
const later = async () => {
  await running.app.database.query('UPDATE reaction_outbox SET due_at = now()');
  running.app.notifications.notifier.nudge();
  await quiet(running);
};

it('M19, N7: who has not read a message after a while is told once, however much is written, and never what it says', async () => {
  const [ana, ben, cem] = await everybody();
  const id = await aGroup(ana, ben, cem);
  await send(ana, id);
  await send(ana, id);
  // Ben looks at it; and nobody is told before they had the time to.
  await quiet(running);
  expect(await told(running, cem.user, 0)).toEqual([]);
  await done(running, ben, 'markConversationRead', { conversationId: id });
  await later();
  const [first] = await told(running, cem.user, 1);
  expect(first).toMatchObject({
    type: 'MESSAGE',
    text: 'message.received',
    subjectId: rowOf(id),
    actorId: ana.user.id,
  });
  expect(JSON.stringify(first)).not.toContain('canary-body');
  await send(ana, id);
  await later();
  await told(running, cem.user, 1);
  // Ben had read until then: the third one is new to him.
  await told(running, ben.user, 1);
  await told(running, ana.user, 0);
});

it('N6, M3: who has muted the conversation or blocked the sender is not told', async () => {
  const [ana, ben, cem] = await everybody();
  const id = await aGroup(ana, ben, cem);
  await done(running, ben, 'muteConversation', { conversationId: id, muted: true });
  await done(running, cem, 'blockUser', { userId: ana.id });
  await send(ana, id);
  await later();
  await told(running, ben.user, 0);
  await told(running, cem.user, 0);
});

it('N1, M12: who is called by name is told so', async () => {
  const [ana, ben, cem] = await everybody();
  const id = await aGroup(ana, ben, cem);
  await send(ana, id, { mentionIds: [ben.id] });
  await later();
  expect(await told(running, ben.user, 1)).toMatchObject([{ text: 'message.mentioned', priority: 'HIGH' }]);
});

it('N3, M9: who reads the conversation has read what they were told of it', async () => {
  const [ana, ben, cem] = await everybody();
  const id = await aGroup(ana, ben, cem);
  await send(ana, id);
  await later();
  await told(running, ben.user, 1);
  await done(running, ben, 'markConversationRead', { conversationId: id });
  await later();
  expect((await told(running, ben.user, 1))[0]?.readAt).not.toBeNull();
  expect((await told(running, cem.user, 1))[0]?.readAt).toBeNull();
  const counts = { where: { userId: ben.user.id } };
  expect(await running.app.database.prisma.notificationCounts.findUnique(counts)).toMatchObject({
    unread: 0,
    unseen: 0,
  });
});
