import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageSent } from '../../src/messaging/message-events.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { signedIn } from '../support/factories.js';
import { openSocket } from '../support/socket.js';
import { historyOf, sent } from './messages.js';
import { act, aGuest, aTalk, done } from './people.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000', LIMIT_SENDS_PER_SECOND: '100000' });
});
afterAll(() => running.close());

interface Item {
  __typename: string;
  cursor: string | null;
  message?: { sequence: number; body: string };
  conversation?: { viewerUnreadCount: number };
}

const conversationEvents = `subscription ($id: ID!, $after: EventCursor) {
  conversationEvents(conversationId: $id, after: $after) { __typename cursor
    ... on MessageSent { message { sequence body } } ... on MessageEdited { message { sequence body } }
    ... on MessageDeleted { message { sequence body } } }
}`;
const viewerEvents = `subscription ($after: EventCursor) { viewerEvents(after: $after) { __typename cursor
  ... on ConversationUnreadChanged { conversation { id } unreadCount } } }`;
const numbers = (items: Item[]) => items.flatMap(({ message }) => (message === undefined ? [] : [message.sequence]));
const names = (items: Item[]) => items.map(({ __typename }) => __typename);
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

it('F2, F12, M6: each device of each person gets exactly the log that they may see, with a revocation in the middle', async () => {
  const { guest, staff, id, rowId } = await aTalk(running);
  const [ben, eva] = [await aGuest(running), await aGuest(running)];
  for (const one of [ben, eva])
    await done(running, staff, 'addParticipants', { conversationId: id, userIds: [one.id] });
  const open = async (user: typeof guest) => openSocket(running, await signedIn(running.app, user.user));
  await using phone = await open(ben);
  await using laptop = await open(ben);
  await using others = await open(eva);
  await using desk = await open(staff);
  const follow = (socket: typeof phone) => socket.follow(conversationEvents, { id });
  const [onPhone, onLaptop, ofEva, ofDesk] = [follow(phone), follow(laptop), follow(others), follow(desk)];
  const feeds = [onPhone, onLaptop, ofEva, ofDesk];
  await eventually(() => expect(feeds.map(({ items }) => items.length)).toEqual([1, 1, 1, 1]));

  const writes: Array<Promise<unknown>> = [];
  for (let n = 0; n < 40; n++) {
    for (const who of [guest, eva, staff]) writes.push(sent(running, who, id, `Message ${n}`));
    if (n % 8 === 0) writes.push(done(running, staff, 'addNote', { conversationId: id, body: 'CANARY-notes' }));
    if (n === 20) {
      await Promise.all(writes.slice(0, 30));
      writes.push(done(running, staff, 'removeParticipant', { conversationId: id, userId: ben.id }));
    }
  }
  await Promise.all(writes);

  const log = await running.app.database.prisma.event.findMany({
    where: { stream: `conversation:${rowId}` },
    orderBy: { seq: 'asc' },
  });
  const removed = log.findIndex(({ type }) => type === 'ParticipantRemoved');
  const sentIn = (events: typeof log) =>
    events
      .filter(({ type }) => type === messageSent.type)
      .map(({ payload }) => (payload as { sequence: number }).sequence);
  const before = sentIn(log.slice(0, removed));
  expect(before.length).toBeGreaterThan(0);
  expect(before.length).toBeLessThan(120);

  for (const feed of [onPhone, onLaptop]) {
    await feed.done;
    expect(numbers(feed.items)).toEqual(before);
    expect(names(feed.items).at(-1)).toBe('AccessRevoked');
  }
  for (const feed of [ofEva, ofDesk]) {
    await eventually(() => expect(numbers(feed.items)).toEqual(sentIn(log)));
    expect(numbers(feed.items)).toEqual(upTo(120));
  }
  expect(JSON.stringify(feeds.map(({ items }) => items))).not.toContain('CANARY');
  // Whoever comes back with a cursor of before gets nothing more either.
  const after = onPhone.items.find(({ __typename }: Item) => __typename === 'MessageSent').cursor;
  const again = phone.follow(conversationEvents, { id, after });
  await again.done;
  expect([again.items.filter(Boolean), again.errors[0]?.extensions?.code]).toEqual([[], 'NOT_FOUND']);
});

it('M19: whoever was offline gets what happened meanwhile, once and in order, and knows what is unread', async () => {
  const { guest, staff, id } = await aTalk(running);
  const first = await sent(running, guest, id, 'Is there breakfast?');
  const { messages } = await historyOf(running, guest, id);
  const mine = (await running.ask('{ conversations { asOf } }', {}, guest.token)).data.conversations.asOf;

  const bodies = ['Yes', 'At seven', 'Or later', 'Enjoy'];
  const answers = [];
  for (const body of bodies) answers.push(await sent(running, staff, id, body));
  await done(running, staff, 'editMessage', { id: answers[1]?.id, body: 'At half past seven' });
  await done(running, staff, 'deleteMessage', { id: answers[2]?.id });
  await done(running, staff, 'addReaction', { messageId: first.id, emoji: '👍' });
  await done(running, staff, 'addNote', { conversationId: id, body: 'Early riser' });

  await using phone = openSocket(running, guest.token);
  const feed = phone.follow(conversationEvents, { id, after: messages.asOf });
  const list = phone.follow(viewerEvents, { after: mine });
  await eventually(() =>
    expect(names(feed.items).filter((name) => !/Stream|Participant|Read/.test(name))).toEqual([
      ...bodies.map(() => 'MessageSent'),
      'MessageEdited',
      'MessageDeleted',
      'ReactionAdded',
    ]),
  );
  // Events tell of the messages as they are now, so that nothing flickers.
  expect(feed.items.flatMap(({ message }: Item) => message?.body ?? [])).toEqual([
    'Yes',
    'At half past seven',
    '',
    'Enjoy',
    'At half past seven',
    '',
  ]);
  await eventually(() =>
    expect(list.items.flatMap(({ unreadCount }: { unreadCount?: number }) => unreadCount ?? [])).toEqual([1, 2, 3, 4]),
  );
  // From where it stopped, once more: nothing.
  const last = feed.items.at(-1)?.cursor;
  feed.stop();
  const again = phone.follow(conversationEvents, { id, after: last });
  await sent(running, staff, id, 'Fence');
  await eventually(() => expect(numbers(again.items)).toEqual([6]));
  expect(names(again.items).filter((name) => name === 'MessageSent')).toHaveLength(1);
});

it('M19: whoever was taken out while they were offline gets nothing of it', async () => {
  const { guest, staff, id } = await aTalk(running);
  const ben = await aGuest(running);
  await done(running, staff, 'addParticipants', { conversationId: id, userIds: [ben.id] });
  const { messages } = await historyOf(running, ben, id);
  await sent(running, guest, id, 'Before');
  await done(running, staff, 'removeParticipant', { conversationId: id, userId: ben.id });
  await sent(running, guest, id, 'After');
  await using phone = openSocket(running, ben.token);
  const feed = phone.follow(conversationEvents, { id, after: messages.asOf });
  await feed.done;
  expect(feed.errors[0]?.extensions?.code).toBe('NOT_FOUND');
  expect(JSON.stringify(feed.items)).not.toMatch(/Before|After/);
  expect(await act(running, ben, 'sendMessage', { conversationId: id, body: 'Hello?' })).toMatchObject({
    refused: ['NOT_FOUND'],
  });
});
