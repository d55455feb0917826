import { afterAll, beforeAll, expect, it } from 'vitest';
import type { UserActor } from '../../src/actor.js';
import { Prisma } from '../../src/generated/prisma/client.js';
import { searchPage } from '../../src/messaging/search-page.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { openSocket } from '../support/socket.js';
import { refusedSend, sent } from './messages.js';
import { act, aGuest, aTalk, done, type Somebody, started } from './people.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000', LIMIT_SENDS_PER_SECOND: '100000' });
});
afterAll(() => running.close());

const messageOf = async (who: Somebody, id: string, selection: string) =>
  (await running.ask(`query ($id: ID!) { node(id: $id) { ... on Message { ${selection} } } }`, { id }, who.token)).data
    .node;

it('M12: reactions are counted once for each person, and told live', async () => {
  const { guest, staff, id } = await aTalk(running);
  const message = await sent(running, guest, id, 'We are here');
  await using socket = openSocket(running, guest.token);
  const feed = socket.follow(
    'subscription ($id: ID!) { conversationEvents(conversationId: $id) { __typename ... on ReactionAdded { emoji user { name } } ... on ReactionRemoved { emoji } } }',
    { id },
  );
  await eventually(() => expect(feed.items).toHaveLength(1));
  const react = (who: Somebody, emoji: string, name = 'addReaction') =>
    act(running, who, name, { messageId: message.id, emoji });
  for (const emoji of ['👍', '👍', '👩‍👩‍👧‍👦', '🇫🇷', '1️⃣']) expect((await react(staff, emoji)).userErrors).toEqual([]);
  await react(guest, '👍');
  for (const emoji of ['', 'x', '👍👍', 'hello', '<b>'])
    expect((await react(staff, emoji)).userErrors).toMatchObject([{ code: 'INVALID_INPUT' }]);
  await react(staff, '🇫🇷', 'removeReaction');
  await react(staff, '🇫🇷', 'removeReaction');
  expect(await messageOf(guest, message.id, 'reactions { emoji count viewerReacted }')).toEqual({
    reactions: [
      { emoji: '👍', count: 2, viewerReacted: true },
      { emoji: '👩‍👩‍👧‍👦', count: 1, viewerReacted: false },
      { emoji: '1️⃣', count: 1, viewerReacted: false },
    ],
  });
  await eventually(() => expect(feed.items).toHaveLength(7));
  expect(feed.items[1]).toEqual({ __typename: 'ReactionAdded', emoji: '👍', user: { name: staff.user.name } });
  expect(feed.items[6]).toEqual({ __typename: 'ReactionRemoved', emoji: '🇫🇷' });
});

it('M12: a thread is what answers its first message', async () => {
  const { guest, staff, id } = await aTalk(running);
  const first = await sent(running, guest, id, 'Breakfast?');
  const second = await sent(running, staff, id, 'At seven', { replyToId: first.id });
  await sent(running, guest, id, 'Elsewhere');
  await sent(running, guest, id, 'Thanks', { replyToId: second.id });
  expect(
    await messageOf(guest, first.id, 'replyCount thread(first: 10) { totalCount nodes { body replyCount } }'),
  ).toEqual({
    replyCount: 1,
    thread: {
      totalCount: 2,
      nodes: [
        { body: 'At seven', replyCount: 1 },
        { body: 'Thanks', replyCount: 0 },
      ],
    },
  });
});

it('M12: forwarding takes the text along, and tells where from to those alone who may read it there', async () => {
  const { guest, staff, id } = await aTalk(running);
  const [ana, ben] = [await aGuest(running), await aGuest(running)];
  const other = await started(running, guest, { kind: 'GUEST_GUEST', participantIds: [ana.id] });
  const message = await sent(running, staff, id, 'The code is 1234');
  const input = { id: message.id, conversationId: other, clientMessageId: 'f-1' };
  const forward = (who: Somebody, given: object = input) =>
    act(running, who, 'forwardMessage', given, 'message { id body isForwarded }');
  const { message: copy } = await forward(guest);
  expect(copy).toMatchObject({ body: 'The code is 1234', isForwarded: true });
  expect((await forward(guest)).message.id).toBe(copy.id);
  expect(await messageOf(guest, copy.id, 'forwardedFrom { body }')).toEqual({
    forwardedFrom: { body: 'The code is 1234' },
  });
  expect(await messageOf(ana, copy.id, 'isForwarded forwardedFrom { body }')).toEqual({
    isForwarded: true,
    forwardedFrom: null,
  });
  expect(await forward(ben)).toMatchObject({ refused: ['NOT_FOUND'] });
  expect(await forward(ana, { ...input, clientMessageId: 'f-2' })).toMatchObject({ refused: ['NOT_FOUND'] });
  await done(running, staff, 'deleteMessage', { id: message.id });
  expect((await forward(guest, { ...input, clientMessageId: 'f-3' })).userErrors).toMatchObject([
    { code: 'MESSAGE_DELETED' },
  ]);
});

it('M12: who is mentioned is told so, if they take part', async () => {
  const [ana, ben, eva, stranger] = [
    await aGuest(running),
    await aGuest(running),
    await aGuest(running),
    await aGuest(running),
  ];
  const id = await started(running, ana, { kind: 'GROUP', participantIds: [ben.id, eva.id] });
  const feeds = [];
  const sockets = [ben, eva].map((who) => openSocket(running, who.token));
  for (const socket of sockets)
    feeds.push(socket.follow('subscription { viewerEvents { ... on ConversationUnreadChanged { mentioned } } }'));
  for (const { items } of feeds) await eventually(() => expect(items).toHaveLength(1));
  const message = await sent(running, ana, id, 'Ben, look', { mentionIds: [ben.id, stranger.id] });
  for (const { items } of feeds) await eventually(() => expect(items).toHaveLength(2));
  expect(feeds.map(({ items }) => items[1])).toEqual([{ mentioned: true }, { mentioned: false }]);
  expect(await messageOf(ana, message.id, 'mentions { name }')).toEqual({ mentions: [{ name: ben.user.name }] });
  for (const socket of sockets) await socket.client.dispose();
  expect(await refusedSend(running, ana, id, 'All', { mentionIds: Array.from({ length: 51 }, () => ben.id) })).toEqual([
    'INVALID_INPUT',
  ]);
});

const search = `query ($query: String!, $conversationId: ID, $propertyId: ID, $first: Int, $after: String) {
  searchMessages(query: $query, conversationId: $conversationId, propertyId: $propertyId, first: $first, after: $after) {
    nodes { body } pageInfo { hasNextPage endCursor }
  }
}`;
const found = async (who: Somebody, query: string, more: object = {}) =>
  (await running.ask(search, { query, ...more }, who.token)).data.searchMessages.nodes.map(
    ({ body }: { body: string }) => body,
  );

it('M13: words are found where one may read, and nowhere else', async () => {
  const { guest, staff, id, propertyId } = await aTalk(running);
  const elsewhere = await aTalk(running);
  const word = `pineapple${guest.user.id.slice(0, 8)}`;
  await sent(running, guest, id, `A ${word} juice, please`);
  await sent(running, staff, id, `No ${word} today`);
  await sent(running, elsewhere.guest, elsewhere.id, `My ${word} secret`);
  await done(running, staff, 'addNote', { conversationId: id, body: `${word} allergy` });
  expect(await found(guest, word.toUpperCase())).toEqual([`No ${word} today`, `A ${word} juice, please`]);
  expect(await found(staff, `${word} -juice`)).toEqual([`No ${word} today`]);
  expect(await found(staff, `"${word} today"`, { propertyId })).toEqual([`No ${word} today`]);
  expect(await found(guest, word, { conversationId: elsewhere.id })).toEqual([]);
  expect(await found(elsewhere.guest, word)).toEqual([`My ${word} secret`]);
  expect(await found(await aGuest(running), word)).toEqual([]);
  expect(await found(staff, `' OR 1=1 --`)).toEqual([]);
  const first = (await running.ask(search, { query: word, first: 1 }, guest.token)).data.searchMessages;
  expect(first.pageInfo.hasNextPage).toBe(true);
  expect(await found(guest, word, { first: 1, after: first.pageInfo.endCursor })).toEqual([`A ${word} juice, please`]);
  const admin = await aGuest(running);
  await running.app.database.prisma.user.update({ where: { id: admin.user.id }, data: { role: 'ADMIN' } });
  expect(await found(admin, word)).toHaveLength(3);
});

it('M13: what was edited is found by what it says now; what was deleted, and where one was, not at all', async () => {
  const [ana, ben] = [await aGuest(running), await aGuest(running)];
  const id = await started(running, ana, { kind: 'GROUP', participantIds: [ben.id] });
  const [before, after] = [`before${ana.user.id.slice(0, 8)}`, `after${ana.user.id.slice(0, 8)}`];
  const message = await sent(running, ana, id, before);
  await done(running, ana, 'editMessage', { id: message.id, body: after });
  expect([await found(ben, before), await found(ben, after)]).toEqual([[], [after]]);
  await done(running, ben, 'leaveConversation', { conversationId: id });
  expect(await found(ben, after)).toEqual([]);
  await done(running, ana, 'deleteMessage', { id: message.id });
  expect(await found(ana, after)).toEqual([]);
});

it('M13: the words are looked up in their index', async () => {
  const { prisma } = running.app.database;
  const { guest, rowId } = await aTalk(running);
  await running.app.database.query(
    `INSERT INTO message (id, conversation_id, sequence, sender_id, sender_kind, body, client_message_id)
     SELECT gen_random_uuid(), $1::uuid, n, $2::uuid, 'GUEST', 'word' || n || ' other', 'c' || n FROM generate_series(1, 5000) n`,
    [rowId, guest.user.id],
  );
  await prisma.$executeRawUnsafe('ANALYZE message');
  // The statement of the API, with its rights.
  const actor: UserActor = {
    kind: 'user',
    key: `user:${guest.user.id}`,
    id: guest.user.id,
    role: 'USER',
    sessionId: null,
    tokenExpiresAt: new Date(Date.now() + 60_000),
    memberships: new Map(),
  };
  const words = { text: 'word77', conversationId: undefined, propertyId: undefined };
  const page = { before: undefined, after: undefined, limit: 50, inverted: false };
  const plan = await prisma.$queryRaw<Array<Record<'QUERY PLAN', string>>>(
    Prisma.sql`EXPLAIN ${searchPage(actor, words, page)}`,
  );
  expect(plan.map((row) => row['QUERY PLAN']).join()).toContain('message_body_words_idx');
});
