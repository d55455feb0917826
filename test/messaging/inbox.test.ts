import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { openSocket } from '../support/socket.js';
import { sent } from './messages.js';
import { aColleague, act, aGuest, aTalk, done, type Somebody } from './people.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000' });
});
afterAll(() => running.close());

const inbox = async (who: Somebody, filter: object) =>
  (
    await running.ask(
      'query ($filter: ConversationFilter) { conversations(filter: $filter) { nodes { id } } }',
      { filter },
      who.token,
    )
  ).data.conversations.nodes.map(({ id }: { id: string }) => id);

it('M16: a conversation is assigned to somebody who works there, and guests see nothing of it', async () => {
  const { guest, staff, property, propertyId, id, rowId } = await aTalk(running);
  const colleague = await aColleague(running, property);
  await using desk = openSocket(running, staff.token);
  const feed = desk.follow(
    'subscription ($id: ID!) { propertyEvents(propertyId: $id) { __typename ... on ConversationAssigned { assignedFrom: from { name } to { name } } ... on ConversationLabelled { labels } } }',
    { id: propertyId },
  );
  await eventually(() => expect(feed.items).toHaveLength(1));
  const before = await running.app.realtime.log.head(`conversation:${rowId}`);
  const assign = (assigneeId: string | null) =>
    act(
      running,
      staff,
      'assignConversation',
      { conversationId: id, assigneeId },
      'conversation { assignee { name } version }',
    );
  expect((await assign(guest.id)).userErrors).toEqual([{ code: 'INVALID_INPUT', field: 'assigneeId' }]);
  expect((await assign(colleague.id)).conversation).toEqual({ assignee: { name: colleague.user.name }, version: 1 });
  await assign(colleague.id);
  expect(await inbox(staff, { assigneeId: colleague.id })).toEqual([id]);
  expect(await inbox(staff, { assigneeId: null })).toEqual([]);
  expect(await inbox(guest, { assigneeId: colleague.id })).toEqual([]);
  expect(await inbox(guest, {})).toEqual([id]);
  await assign(null);
  await done(running, staff, 'labelConversation', { conversationId: id, labels: ['VIP', ' Late ', 'VIP'] });
  expect(await inbox(colleague, { label: 'VIP' })).toEqual([id]);
  expect(await inbox(guest, { label: 'VIP' })).toEqual([]);
  await eventually(() => expect(feed.items).toHaveLength(4));
  expect(feed.items.slice(1)).toEqual([
    { __typename: 'ConversationAssigned', assignedFrom: null, to: { name: colleague.user.name } },
    { __typename: 'ConversationAssigned', assignedFrom: { name: colleague.user.name }, to: null },
    { __typename: 'ConversationLabelled', labels: ['Late', 'VIP'] },
  ]);
  expect(await running.app.realtime.log.head(`conversation:${rowId}`)).toEqual(before);
  const { data } = await running.ask(
    'query ($id: ID!) { conversation(id: $id) { version labels assignee { name } } }',
    { id },
    guest.token,
  );
  expect(data.conversation).toEqual({ version: 1, labels: null, assignee: null });
});

it('M16: answers that are given often are kept for the property', async () => {
  const { staff, property, propertyId } = await aTalk(running);
  const colleague = await aColleague(running, property);
  const save = (title: string, body: string) =>
    done(running, staff, 'saveCannedReply', { propertyId, title, body }, 'cannedReply { id version }');
  const { cannedReply } = await save(' Wi-Fi ', 'The password is on the key card.');
  await save('Breakfast', 'From seven to ten.');
  expect((await save('Wi-Fi', 'Ask at the desk.')).cannedReply).toEqual({ id: cannedReply.id, version: 2 });
  const list = async () =>
    (
      await running.ask(
        'query ($id: ID!) { property(id: $id) { cannedReplies { totalCount nodes { title body } } } }',
        { id: propertyId },
        colleague.token,
      )
    ).data.property.cannedReplies;
  expect(await list()).toEqual({
    totalCount: 2,
    nodes: [
      { title: 'Breakfast', body: 'From seven to ten.' },
      { title: 'Wi-Fi', body: 'Ask at the desk.' },
    ],
  });
  await done(running, colleague, 'deleteCannedReply', { id: cannedReply.id });
  expect((await list()).totalCount).toBe(1);
});

it('M17: volumes, and how long guests wait, from the first message that nobody has answered', async () => {
  const { guest, staff, propertyId, rowId } = await aTalk(running);
  const at = (second: number) => new Date(Date.UTC(2026, 0, 10, 12, 0, second));
  const written: Array<[number, 'GUEST' | 'STAFF' | 'BOT', 'TEXT' | 'SYSTEM']> = [
    [0, 'GUEST', 'TEXT'],
    [5, 'GUEST', 'TEXT'],
    [10, 'BOT', 'SYSTEM'],
    [30, 'STAFF', 'TEXT'],
    [40, 'STAFF', 'TEXT'],
    [50, 'GUEST', 'TEXT'],
    [60, 'STAFF', 'TEXT'],
    [70, 'GUEST', 'TEXT'],
  ];
  await running.app.database.prisma.message.createMany({
    data: written.map(([second, senderKind, type], index) => ({
      conversationId: rowId,
      sequence: index + 1,
      type,
      senderKind,
      senderId: senderKind === 'GUEST' ? guest.user.id : senderKind === 'STAFF' ? staff.user.id : null,
      body: 'Text',
      clientMessageId: `${index}`,
      createdAt: at(second),
    })),
  });
  await running.app.database.query('UPDATE conversation SET last_sequence = 8 WHERE id = $1::uuid', [rowId]);
  const stats = async (from: Date, to: Date) =>
    (
      await running.ask(
        `query ($id: ID!, $from: DateTime!, $to: DateTime!) { messagingStats(propertyId: $id, from: $from, to: $to) {
          conversationsStarted guestMessages staffMessages otherMessages answers averageResponseSeconds medianResponseSeconds
          openConversations unreadConversations } }`,
        { id: propertyId, from, to },
        staff.token,
      )
    ).data.messagingStats;
  expect(await stats(at(-60), at(600))).toEqual({
    conversationsStarted: 0,
    guestMessages: 4,
    staffMessages: 3,
    otherMessages: 1,
    answers: 2,
    averageResponseSeconds: 20,
    medianResponseSeconds: 20,
    openConversations: 1,
    unreadConversations: 1,
  });
  expect(await stats(at(3), at(600))).toMatchObject({ guestMessages: 3, answers: 1, averageResponseSeconds: 10 });
  expect(await stats(at(1_000), at(2_000))).toMatchObject({
    guestMessages: 0,
    answers: 0,
    averageResponseSeconds: null,
  });
  const other = await aTalk(running);
  await sent(running, other.guest, other.id, 'Not counted there');
  expect((await stats(new Date(Date.now() - 60_000), new Date(Date.now() + 60_000))).guestMessages).toBe(0);
});

it('M16: an id of another property answers as one that nothing has', async () => {
  const { staff } = await aTalk(running);
  const { id, staff: theirs } = await aTalk(running);
  for (const [name, input] of [
    ['assignConversation', { conversationId: id, assigneeId: theirs.id }],
    ['labelConversation', { conversationId: id, labels: [] }],
  ] as const)
    expect(await act(running, staff, name, input)).toMatchObject({ refused: ['NOT_FOUND'] });
  expect(await inbox(staff, { assigneeId: (await aGuest(running)).id })).toEqual([]);
});
