import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { signedIn } from '../support/factories.js';
import { openSocket } from '../support/socket.js';
import { aGuest, aTalk, done, started } from './people.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000' });
});
afterAll(() => running.close());

const conversationEvents = `subscription ($id: ID!, $after: EventCursor) { conversationEvents(conversationId: $id, after: $after) {
  __typename cursor
  ... on AccessRevoked { revoked: reason }
  ... on ConversationUpdated { conversation { subject } }
  ... on ParticipantAdded { user { name } role }
  ... on ParticipantRemoved { user { name } role }
} }`;
const mine = `subscription { viewerEvents { __typename
  ... on ConversationStarted { conversation { subject } }
  ... on ConversationJoined { conversation { subject } }
  ... on ConversationLeft { conversationId }
  ... on ConversationMuted { muted mutedUntil }
} }`;
const kinds = (items: Array<{ __typename: string }>) => items.map((item) => item.__typename);

it('F2: who takes part hears what happens, in the same order on both devices', async () => {
  const { guest, staff, id } = await aTalk(running);
  await using phone = openSocket(running, guest.token);
  await using laptop = openSocket(running, await signedIn(running.app, guest.user));
  await using desk = openSocket(running, staff.token);
  const feeds = [phone, laptop, desk].map((socket) => socket.follow(conversationEvents, { id }));
  await eventually(() => expect(feeds.map(({ items }) => items.length)).toEqual([1, 1, 1]));
  await done(running, staff, 'joinConversation', { conversationId: id });
  await done(running, guest, 'updateConversation', { id, subject: 'Towels' });
  await done(running, staff, 'setConversationStatus', { id, status: 'CLOSED' });
  for (const { items } of feeds) {
    await eventually(() => expect(items).toHaveLength(4));
    expect(items).toMatchObject([
      { __typename: 'StreamReady' },
      { __typename: 'ParticipantAdded', role: 'STAFF', user: { name: staff.user.name } },
      { __typename: 'ConversationUpdated', conversation: { subject: 'Towels' } },
      { __typename: 'ConversationStatusChanged' },
    ]);
  }
});

it('F12: whoever is removed gets nothing from that very event on, on any device, also after the fact', async () => {
  const [ana, ben, eva] = [await aGuest(running), await aGuest(running), await aGuest(running)];
  const id = await started(running, ana, { kind: 'GROUP', participantIds: [ben.id, eva.id] });
  await using phone = openSocket(running, ben.token);
  await using laptop = openSocket(running, await signedIn(running.app, ben.user));
  await using other = openSocket(running, eva.token);
  const theirs = [phone, laptop].map((socket) => socket.follow(conversationEvents, { id }));
  const stays = other.follow(conversationEvents, { id });
  for (const { items } of [...theirs, stays]) await eventually(() => expect(items).toHaveLength(1));
  await done(running, ana, 'updateConversation', { id, subject: 'Before' });
  await done(running, ana, 'removeParticipant', { conversationId: id, userId: ben.id });
  await done(running, ana, 'updateConversation', { id, subject: 'After' });
  for (const { items, done: over } of theirs) {
    await over;
    expect(kinds(items)).toEqual(['StreamReady', 'ConversationUpdated', 'AccessRevoked']);
    expect(items.at(-1)).toMatchObject({ revoked: 'ACCESS_LOST' });
  }
  await eventually(() =>
    expect(kinds(stays.items)).toEqual([
      'StreamReady',
      'ConversationUpdated',
      'ParticipantRemoved',
      'ConversationUpdated',
    ]),
  );
  const again = phone.follow(conversationEvents, { id, after: theirs[0]?.items[1].cursor });
  await again.done;
  expect(again.errors[0]?.extensions?.code).toBe('NOT_FOUND');
});

it('F12: staff who stop working there hear nothing more of the guests', async () => {
  const { guest, staff, id, property } = await aTalk(running);
  await done(running, staff, 'joinConversation', { conversationId: id });
  const admin = await aGuest(running);
  await running.app.database.prisma.membership.create({
    data: { propertyId: property.id, userId: admin.user.id, role: 'OWNER' },
  });
  await using desk = openSocket(running, staff.token);
  const feed = desk.follow(conversationEvents, { id });
  await eventually(() => expect(feed.items).toHaveLength(1));
  const member = await running.app.database.prisma.membership.findFirstOrThrow({ where: { userId: staff.user.id } });
  await done(running, admin, 'removeMember', { id: Buffer.from(`Member:${member.id}`).toString('base64') });
  await feed.done;
  await done(running, guest, 'updateConversation', { id, subject: 'Secret' });
  expect(kinds(feed.items)).toEqual(['StreamReady', 'AccessRevoked']);
});

it('F1: my own feed tells of conversations that I am part of from now on, and no longer', async () => {
  const [ana, ben] = [await aGuest(running), await aGuest(running)];
  await using socket = openSocket(running, ben.token);
  const feed = socket.follow(mine);
  await eventually(() => expect(feed.items).toHaveLength(1));
  const first = await started(running, ana, { kind: 'GROUP', subject: 'One', participantIds: [ben.id] });
  const second = await started(running, ana, { kind: 'ROOM', subject: 'Two' });
  await done(running, ana, 'addParticipants', { conversationId: second, userIds: [ben.id] });
  await done(running, ben, 'muteConversation', { conversationId: second, muted: true });
  await eventually(() => expect(feed.items).toHaveLength(4));
  await done(running, ana, 'removeParticipant', { conversationId: first, userId: ben.id });
  await eventually(() => expect(feed.items).toHaveLength(5));
  expect(feed.items.slice(1)).toEqual([
    { __typename: 'ConversationStarted', conversation: { subject: 'One' } },
    { __typename: 'ConversationJoined', conversation: { subject: 'Two' } },
    { __typename: 'ConversationMuted', muted: true, mutedUntil: null },
    { __typename: 'ConversationLeft', conversationId: first },
  ]);
});
