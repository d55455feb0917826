import { afterAll, beforeAll, expect, it } from 'vitest';
import { deskRead, messagesRead } from '../../src/messaging/message-events.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { openSocket } from '../support/socket.js';
import { sent } from './messages.js';
import { aColleague, act, aGuest, aTalk, done, type Somebody, started } from './people.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000', LIMIT_SENDS_PER_SECOND: '100000' });
});
afterAll(() => running.close());

const unreadOf = async (who: Somebody, id: string) =>
  (await running.ask('query ($id: ID!) { conversation(id: $id) { viewerUnreadCount } }', { id }, who.token)).data
    .conversation.viewerUnreadCount;
const receipts = async (who: Somebody, id: string) =>
  (
    await running.ask(
      'query ($id: ID!) { node(id: $id) { ... on Message { receipts { user { name } readAt deliveredAt } } } }',
      { id },
      who.token,
    )
  ).data.node.receipts;

it('M9: up to a message, to the end, and everything; never back', async () => {
  const [ana, ben] = [await aGuest(running), await aGuest(running)];
  const id = await started(running, ana, { kind: 'GUEST_GUEST', participantIds: [ben.id] });
  const other = await started(running, ana, { kind: 'GROUP', participantIds: [ben.id] });
  const messages = [];
  for (const body of ['One', 'Two', 'Three']) messages.push(await sent(running, ana, id, body));
  await sent(running, ana, other, 'Elsewhere');
  expect(await unreadOf(ana, id)).toBe(0);
  expect(await unreadOf(ben, id)).toBe(3);
  const read = (input: object) => done(running, ben, 'markConversationRead', input);
  await read({ conversationId: id, messageId: messages[1].id });
  expect(await unreadOf(ben, id)).toBe(1);
  await read({ conversationId: id, messageId: messages[0].id });
  expect(await unreadOf(ben, id)).toBe(1);
  await read({ conversationId: id });
  expect(await unreadOf(ben, id)).toBe(0);
  await sent(running, ana, id, 'Four');
  expect([await unreadOf(ben, id), await unreadOf(ben, other)]).toEqual([1, 1]);
  await read({});
  expect([await unreadOf(ben, id), await unreadOf(ben, other)]).toEqual([0, 0]);
  const elsewhere = await act(running, ben, 'markConversationRead', {
    conversationId: other,
    messageId: messages[0].id,
  });
  expect(elsewhere.refused).toEqual(['NOT_FOUND']);
  const without = await act(running, ben, 'markConversationRead', { messageId: messages[0].id });
  expect(without.userErrors).toEqual([{ code: 'INVALID_INPUT', field: 'conversationId' }]);
});

it('M9: my other devices hear it, and counts stay exact while others write', async () => {
  const [ana, ben] = [await aGuest(running), await aGuest(running)];
  const id = await started(running, ana, { kind: 'GUEST_GUEST', participantIds: [ben.id] });
  await using phone = openSocket(running, ben.token);
  const feed = phone.follow(
    'subscription { viewerEvents(kinds: [CONVERSATION_UNREAD_CHANGED]) { ... on ConversationUnreadChanged { unreadCount lastSequence readSequence } } }',
  );
  await eventually(() => expect(feed.items).toHaveLength(1));
  const writing = Promise.all(Array.from({ length: 30 }, (_, index) => sent(running, ana, id, `${index}`)));
  const reading = Promise.all(
    Array.from({ length: 10 }, () => done(running, ben, 'markConversationRead', { conversationId: id })),
  );
  await Promise.all([writing, reading]);
  await done(running, ben, 'markConversationRead', { conversationId: id });
  await eventually(() => expect(feed.items.at(-1)).toMatchObject({ unreadCount: 0, lastSequence: 30 }));
  const items = feed.items.slice(1);
  for (const { unreadCount, lastSequence, readSequence } of items)
    expect(unreadCount).toBe(lastSequence - readSequence);
  for (const [index, item] of items.entries()) {
    expect(item.lastSequence).toBeGreaterThanOrEqual(items[index - 1]?.lastSequence ?? 0);
    expect(item.readSequence).toBeGreaterThanOrEqual(items[index - 1]?.readSequence ?? 0);
  }
});

it('M9: what nobody of the property has read is unread for all who do not take part', async () => {
  const { guest, staff, id, property } = await aTalk(running);
  const colleague = await aColleague(running, property);
  for (const body of ['One', 'Two']) await sent(running, guest, id, body);
  expect([await unreadOf(staff, id), await unreadOf(colleague, id)]).toEqual([2, 2]);
  await done(running, staff, 'markConversationRead', { conversationId: id });
  expect(await unreadOf(colleague, id)).toBe(0);
  await sent(running, guest, id, 'Three');
  await sent(running, staff, id, 'Answered');
  expect(await unreadOf(colleague, id)).toBe(0);
  const unread = async (who: Somebody) =>
    (await running.ask('{ conversations(filter: { unread: true }) { totalCount } }', {}, who.token)).data.conversations;
  expect([await unread(colleague), await unread(guest)]).toEqual([{ totalCount: 0 }, { totalCount: 1 }]);
  const event = await running.app.database.prisma.event.findFirstOrThrow({
    where: { stream: `property:${property.id}`, type: deskRead.type },
  });
  expect(deskRead.payload.parse(event.payload)).toMatchObject({ sequence: 2 });
});

it('M10: receipts say who has read when, also by answering; delivery is what a device says', async () => {
  const { guest, staff, id, rowId } = await aTalk(running);
  await done(running, staff, 'joinConversation', { conversationId: id });
  const first = await sent(running, guest, id, 'Hello?');
  expect(await receipts(guest, first.id)).toEqual([]);
  await done(running, staff, 'acknowledgeDelivery', { conversationId: id, messageId: first.id });
  expect(await receipts(guest, first.id)).toMatchObject([{ user: { name: staff.user.name }, readAt: null }]);
  await done(running, staff, 'markConversationRead', { conversationId: id });
  const [receipt] = await receipts(guest, first.id);
  expect(Date.parse(receipt.readAt)).toBeGreaterThanOrEqual(Date.parse(receipt.deliveredAt));
  const second = await sent(running, guest, id, 'Still there?');
  await sent(running, staff, id, 'Yes');
  const third = await sent(running, guest, id, 'Good');
  expect(await receipts(guest, second.id)).toMatchObject([
    { readAt: expect.any(String), deliveredAt: expect.any(String) },
  ]);
  expect(await receipts(guest, third.id)).toEqual([]);
  expect(await receipts(guest, first.id)).toEqual([receipt]);
  const types = await running.app.database.prisma.event.findMany({
    where: { stream: `conversation:${rowId}`, actor: `user:${staff.user.id}` },
    orderBy: { seq: 'asc' },
  });
  expect(types.map(({ type }) => type)).toEqual([
    'ParticipantAdded',
    'MessagesDelivered',
    'MessagesRead',
    'MessageSent',
  ]);
  expect(messagesRead.payload.parse(types[2]?.payload)).toMatchObject({ sequence: 1, userId: staff.user.id });
});

it('M10: guests see that the desk has read, though nobody there takes part, and not who it was', async () => {
  const { guest, staff, id, property } = await aTalk(running);
  const colleague = await aColleague(running, property);
  const deskRead = async (who: Somebody) =>
    (await running.ask('query ($id: ID!) { conversation(id: $id) { deskReadSequence } }', { id }, who.token)).data
      .conversation.deskReadSequence;
  await using socket = openSocket(running, guest.token);
  const feed = socket.follow(
    'subscription ($id: ID!) { conversationEvents(conversationId: $id, kinds: [DESK_READ]) { ... on DeskRead { sequence actor { kind } } } }',
    { id },
  );
  await eventually(() => expect(feed.items).toHaveLength(1));
  for (const body of ['One', 'Two']) await sent(running, guest, id, body);
  await done(running, guest, 'markConversationRead', { conversationId: id });
  expect(await deskRead(guest)).toBe(0);

  // Who keeps it to themselves reads for the desk, and guests hear nothing of it.
  await done(running, staff, 'updateSettings', { readReceipts: false });
  await done(running, staff, 'markConversationRead', { conversationId: id });
  expect([await deskRead(guest), await unreadOf(colleague, id)]).toEqual([0, 0]);
  await done(running, colleague, 'markConversationRead', { conversationId: id });
  await done(running, colleague, 'markConversationRead', { conversationId: id });
  expect(await deskRead(guest)).toBe(2);
  await sent(running, guest, id, 'Three');
  await done(running, colleague, 'markConversationRead', { conversationId: id });
  await eventually(() =>
    expect(feed.items.slice(1)).toEqual([
      { sequence: 2, actor: { kind: 'SYSTEM' } },
      { sequence: 3, actor: { kind: 'SYSTEM' } },
    ]),
  );
});

it('M10: who keeps it to themselves is not told of, live or later', async () => {
  const [ana, ben] = [await aGuest(running), await aGuest(running)];
  await done(running, ben, 'updateSettings', { readReceipts: false });
  const id = await started(running, ana, { kind: 'GUEST_GUEST', participantIds: [ben.id] });
  await using socket = openSocket(running, ana.token);
  const feed = socket.follow('subscription ($id: ID!) { conversationEvents(conversationId: $id) { __typename } }', {
    id,
  });
  await eventually(() => expect(feed.items).toHaveLength(1));
  const message = await sent(running, ana, id, 'Secret reader?');
  await done(running, ben, 'acknowledgeDelivery', { conversationId: id, messageId: message.id });
  await done(running, ben, 'markConversationRead', { conversationId: id });
  await sent(running, ana, id, 'Fence');
  await eventually(() => expect(feed.items).toHaveLength(3));
  expect(feed.items.map(({ __typename }: { __typename: string }) => __typename)).toEqual([
    'StreamReady',
    'MessageSent',
    'MessageSent',
  ]);
  expect(await receipts(ana, message.id)).toEqual([]);
  const marks = async (who: Somebody) =>
    (
      await running.ask(
        'query ($id: ID!) { conversation(id: $id) { participants { nodes { readSequence } } } }',
        { id },
        who.token,
      )
    ).data.conversation.participants.nodes;
  expect(await marks(ana)).toEqual([{ readSequence: 2 }, { readSequence: null }]);
  expect(await marks(ben)).toEqual([{ readSequence: 2 }, { readSequence: 1 }]);
});
