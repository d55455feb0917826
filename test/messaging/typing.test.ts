import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { typingText } from '../../src/messaging/typing-text.js';
import { createTypists } from '../../src/messaging/typists.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { openSocket } from '../support/socket.js';
import { sent } from './messages.js';
import { aGuest, done, type Somebody, started } from './people.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000' });
});
afterAll(() => running.close());

const typing = 'subscription ($id: ID!) { typing(conversationId: $id) { text users { name } } }';
const types = (who: Somebody, conversationId: string, on = true) =>
  done(running, who, 'setTyping', { conversationId, typing: on });

it('M14: the texts', () => {
  expect([[], ['Ana'], ['Ana', 'Ben'], ['Ana', 'Ben', 'Eva']].map(typingText)).toEqual([
    '',
    'Ana is typing…',
    'Ana and Ben are typing…',
    '3 people are typing…',
  ]);
});

it('M14: others see who types, until they stop, send, or say nothing more for two seconds', async () => {
  const [ana, ben, eva] = [await aGuest(running, 'Ana'), await aGuest(running, 'Ben'), await aGuest(running, 'Eva')];
  const id = await started(running, ana, { kind: 'GROUP', participantIds: [ben.id, eva.id] });
  await using socket = openSocket(running, eva.token);
  const feed = socket.follow(typing, { id });
  const last = () => feed.items.at(-1)?.text;
  await eventually(() => expect(last()).toBe(''));
  await types(eva, id);
  await types(ana, id);
  await eventually(() => expect(last()).toBe('Ana is typing…'));
  await types(ben, id);
  await eventually(() => expect(last()).toMatch(/^(Ana and Ben|Ben and Ana) are typing…$/));
  await types(ana, id);
  await types(ben, id, false);
  await eventually(() => expect(last()).toBe('Ana is typing…'));
  await types(ben, id);
  await types(ana, id);
  await sent(running, ana, id, 'Done');
  await eventually(() => expect(last()).toBe('Ben is typing…'));
  await types(ben, id);
  const since = performance.now();
  await eventually(() => expect(last()).toBe(''));
  const lasted = performance.now() - since;
  expect(lasted).toBeGreaterThan(1_000);
  expect(lasted).toBeLessThan(8_000);
});

it('M14: nobody sees whom they have blocked, and nothing once they are out', async () => {
  const [ana, ben, eva] = [await aGuest(running, 'Ana'), await aGuest(running, 'Ben'), await aGuest(running, 'Eva')];
  const id = await started(running, ana, { kind: 'GROUP', participantIds: [ben.id, eva.id] });
  await using socket = openSocket(running, eva.token);
  const feed = socket.follow(typing, { id });
  await eventually(() => expect(feed.items).toHaveLength(1));
  await done(running, eva, 'blockUser', { userId: ben.id });
  await types(ben, id);
  await types(ana, id);
  await eventually(() => expect(feed.items.at(-1)?.text).toBe('Ana is typing…'));
  await done(running, ana, 'removeParticipant', { conversationId: id, userId: eva.id });
  await feed.done;
  const heard = feed.items.length;
  await types(ana, id, false);
  expect(feed.items.length).toBe(heard);
  expect(JSON.stringify(feed.items)).not.toContain('Ben');
  await eventually(() => expect(running.app.realtime.hubs.size).toBe(0));
});

it('M14: it is over when the socket of who types ends, though nothing was said', async () => {
  const [ana, ben] = [await aGuest(running, 'Ana'), await aGuest(running, 'Ben')];
  const id = await started(running, ana, { kind: 'GUEST_GUEST', participantIds: [ben.id] });
  await using socket = openSocket(running, ben.token);
  const feed = socket.follow(typing, { id });
  await using phone = openSocket(running, ana.token);
  const mine = phone.follow(typing, { id });
  await eventually(() => expect([feed.items.length, mine.items.length]).toEqual([1, 1]));
  const released: string[] = [];
  const release = vi.spyOn(running.app.leases, 'release').mockImplementation(async (topic, holder) => {
    released.push(`${topic} ${holder}`);
  });
  try {
    await types(ana, id);
    await eventually(() => expect(feed.items.at(-1)?.text).toBe('Ana is typing…'));
    expect(released).toEqual([]);
    await phone.client.dispose();
    const rowId = Buffer.from(id, 'base64').toString().split(':')[1];
    await eventually(() => expect(released).toContain(`typing:${rowId} ${ana.user.id}`));
  } finally {
    release.mockRestore();
  }
});

it('M14: what a killed node leaves behind is over in two seconds', async () => {
  const [ana, ben] = [await aGuest(running, 'Ana'), await aGuest(running, 'Ben')];
  const id = await started(running, ana, { kind: 'GUEST_GUEST', participantIds: [ben.id] });
  await using socket = openSocket(running, ben.token);
  const feed = socket.follow(typing, { id });
  await eventually(() => expect(feed.items).toHaveLength(1));
  // A node with the same leases, which says nothing more after this.
  const rowId = Buffer.from(id, 'base64').toString().split(':')[1] ?? '';
  createTypists(running.app.leases, () => {}).started(rowId, ana.user.id);
  await eventually(() =>
    expect(feed.items.map(({ text }: { text: string }) => text)).toEqual(['', 'Ana is typing…', '']),
  );
});
