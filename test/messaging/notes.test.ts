import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aMember, signedIn } from '../support/factories.js';
import { openSocket } from '../support/socket.js';
import { sent } from './messages.js';
import { act, aTalk, done } from './people.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000' });
});
afterAll(() => running.close());

const canary = 'CANARY-7f3a';
const everything = `query ($id: ID!) {
  viewer { user { id } }
  conversation(id: $id) { id kind status subject lastSequence lastActivityAt version participantCount viewerUnreadCount
    lastMessage { body } participants { totalCount nodes { readSequence user { name } } }
    messages { asOf nodes { sequence body replyTo { body } } pageInfo { startCursor endCursor } } }
  conversations(filter: { search: "${canary}" }) { totalCount asOf }
  notes: searchMessages(query: "${canary}") { nodes { id } }
  found: searchMessages(query: "evening") { nodes { body sequence } }
}`;
const noteEvents =
  'subscription ($id: ID!) { noteEvents(conversationId: $id) { __typename ... on NoteAdded { note { sequence body author { name } } } ... on NoteDeleted { note { sequence body } } } }';

it('M5: colleagues write notes with numbers and a feed of their own', async () => {
  const { staff, id } = await aTalk(running);
  await using desk = openSocket(running, staff.token);
  const feed = desk.follow(noteEvents, { id });
  await eventually(() => expect(feed.items).toHaveLength(1));
  const add = (body: string) =>
    done(running, staff, 'addNote', { conversationId: id, body }, 'note { id sequence body }');
  const { note } = await add(' Regular guest ');
  expect(note).toMatchObject({ sequence: 1, body: 'Regular guest' });
  await add('Likes the corner room');
  await done(running, staff, 'deleteNote', { id: note.id });
  await done(running, staff, 'deleteNote', { id: note.id });
  await add('Vegetarian');
  await eventually(() => expect(feed.items).toHaveLength(5));
  expect(feed.items.slice(1)).toEqual(
    [
      { __typename: 'NoteAdded', note: { sequence: 1, body: '', author: { name: staff.user.name } } },
      {
        __typename: 'NoteAdded',
        note: { sequence: 2, body: 'Likes the corner room', author: { name: staff.user.name } },
      },
      { __typename: 'NoteDeleted', note: { sequence: 1, body: '' } },
      { __typename: 'NoteAdded', note: { sequence: 3, body: 'Vegetarian', author: { name: staff.user.name } } },
    ].map((item, index) => (index === 0 ? expect.objectContaining({ __typename: item.__typename }) : item)),
  );
  const { data } = await running.ask(
    'query ($id: ID!) { conversation(id: $id) { notes { totalCount asOf nodes { sequence } } } }',
    { id },
    staff.token,
  );
  expect(data.conversation.notes).toMatchObject({
    totalCount: 3,
    nodes: [{ sequence: 3 }, { sequence: 2 }, { sequence: 1 }],
  });
});

it('M5: nothing of a note reaches a guest: no text, no number, no hole, no cursor, no event', async () => {
  const { guest, staff, id, rowId, propertyId } = await aTalk(running);
  await sent(running, guest, id, 'Hello');
  await sent(running, staff, id, 'Good evening');
  await done(running, guest, 'markConversationRead', { conversationId: id });
  await using phone = openSocket(running, guest.token);
  const live = phone.follow(
    'subscription ($id: ID!) { conversationEvents(conversationId: $id) { __typename cursor } }',
    { id },
  );
  const mine = phone.follow('subscription { viewerEvents { __typename cursor } }');
  await eventually(() => expect([live.items.length, mine.items.length]).toEqual([1, 1]));
  const plain = (answer: object) =>
    JSON.parse(JSON.stringify(answer, (name, value) => (/requestId|remaining/.test(name) ? undefined : value)));
  const before = plain(await running.ask(everything, { id }, guest.token));
  const heads = () => running.app.realtime.log.heads([`conversation:${rowId}`, `user:${guest.user.id}`]);
  const streams = await heads();

  const { note } = await done(
    running,
    staff,
    'addNote',
    { conversationId: id, body: `${canary} never rent to them` },
    'note { id }',
  );
  await done(running, staff, 'addNote', { conversationId: id, body: `${canary} again` });
  await done(running, staff, 'deleteNote', { id: note.id });

  expect(plain(await running.ask(everything, { id }, guest.token))).toEqual(before);
  expect(await heads()).toEqual(streams);
  const direct = await running.ask('query ($id: ID!) { node(id: $id) { id } }', { id: note.id }, guest.token);
  expect(direct.data).toEqual({ node: null });
  const asked = await running.ask(
    'query ($id: ID!) { conversation(id: $id) { notes { totalCount nodes { body } asOf } } }',
    { id },
    guest.token,
  );
  expect(asked.data.conversation).toEqual({ notes: null });
  const stats = await running.ask(
    'query ($id: ID!) { messagingStats(propertyId: $id, from: "2026-01-01T00:00:00Z", to: "2026-12-31T00:00:00Z") { __typename } }',
    { id: propertyId },
    guest.token,
  );
  expect(stats.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  const { export: exported } = await done(running, guest, 'exportMyData', {}, 'export { document }');
  expect(exported.document).not.toContain(canary);
  const feed = phone.follow(noteEvents, { id });
  await feed.done;
  expect(feed.errors[0]?.extensions?.code).toBe('FORBIDDEN');
  expect(await act(running, guest, 'addNote', { conversationId: id, body: 'Mine' })).toMatchObject({
    userErrors: [{ code: 'NOT_ALLOWED' }],
  });
  expect(await act(running, guest, 'deleteNote', { id: note.id })).toMatchObject({
    userErrors: [{ code: 'NOT_ALLOWED' }],
  });
  await sent(running, staff, id, 'Fence');
  await eventually(() => expect(live.items).toHaveLength(2));
  const heard = JSON.stringify([before, direct, asked, live.items, mine.items, feed.errors]);
  expect(heard).not.toContain(canary);
});

it('M5: a colleague who goes hears no more notes', async () => {
  const { staff, id, property } = await aTalk(running);
  const { user: owner } = await aMember(running.app, property, 'OWNER');
  await using desk = openSocket(running, staff.token);
  const feed = desk.follow(noteEvents, { id });
  await eventually(() => expect(feed.items).toHaveLength(1));
  const boss = { user: owner, id: '', token: await signedIn(running.app, owner) };
  const member = await running.app.database.prisma.membership.findFirstOrThrow({ where: { userId: staff.user.id } });
  await done(running, boss, 'removeMember', { id: Buffer.from(`Member:${member.id}`).toString('base64') });
  await feed.done;
  await done(running, boss, 'addNote', { conversationId: id, body: canary });
  expect(feed.items.map(({ __typename }: { __typename: string }) => __typename)).toEqual([
    'StreamReady',
    'AccessRevoked',
  ]);
});
