import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { openSocket } from '../support/socket.js';
import { historyOf, sent } from './messages.js';
import { act, aGuest, aTalk, done, started } from './people.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000' });
});
afterAll(() => running.close());

const versions =
  'query ($id: ID!) { node(id: $id) { ... on Message { body version editedAt deletedAt versions { version body changedBy { name } } } } }';

it('M8: the sender alone edits, and what it said before is kept for the property', async () => {
  const { guest, staff, id } = await aTalk(running);
  const message = await sent(running, guest, id, 'Helo');
  const edit = (who: typeof guest, body: string, more: object = {}) =>
    act(running, who, 'editMessage', { id: message.id, body, ...more }, 'message { body version editedAt }');
  expect((await edit(staff, 'Mine')).userErrors).toEqual([{ code: 'NOT_ALLOWED', field: null }]);
  expect((await edit(guest, '  ')).userErrors).toEqual([{ code: 'INVALID_INPUT', field: 'body' }]);
  expect((await edit(guest, ' Hello ')).message).toMatchObject({
    body: 'Hello',
    version: 2,
    editedAt: expect.any(String),
  });
  expect((await edit(guest, 'Hello')).message).toMatchObject({ version: 2 });
  expect((await edit(guest, 'Hello!', { expectedVersion: 1 })).userErrors).toMatchObject([
    { code: 'VERSION_CONFLICT' },
  ]);
  await edit(guest, 'Hello!', { expectedVersion: 2 });
  const { data } = await running.ask(versions, { id: message.id }, staff.token);
  expect(data.node.versions).toEqual([
    { version: 1, body: 'Helo', changedBy: { name: guest.user.name } },
    { version: 2, body: 'Hello', changedBy: { name: guest.user.name } },
  ]);
});

it('M8: a deleted message leaves its number and nothing to read; the feed says so', async () => {
  const { guest, staff, id } = await aTalk(running);
  await using socket = openSocket(running, guest.token);
  const feed = socket.follow(
    'subscription ($id: ID!) { conversationEvents(conversationId: $id) { __typename ... on MessageEdited { message { body } } ... on MessageDeleted { message { sequence body deletedAt } } } }',
    { id },
  );
  await eventually(() => expect(feed.items).toHaveLength(1));
  const message = await sent(running, guest, id, 'Canary');
  await done(running, guest, 'editMessage', { id: message.id, body: 'Canary again' });
  await done(running, staff, 'deleteMessage', { id: message.id });
  await done(running, staff, 'deleteMessage', { id: message.id });
  expect(await act(running, guest, 'editMessage', { id: message.id, body: 'Back' })).toMatchObject({
    userErrors: [{ code: 'MESSAGE_DELETED' }],
  });
  await sent(running, staff, id, 'Fence');
  await eventually(() => expect(feed.items).toHaveLength(6));
  expect(feed.items.map(({ __typename }: { __typename: string }) => __typename)).toEqual([
    'StreamReady',
    'MessageSent',
    'MessageEdited',
    'MessageDeleted',
    'ParticipantAdded',
    'MessageSent',
  ]);
  expect(feed.items[3]).toMatchObject({ message: { sequence: 1, body: '', deletedAt: expect.any(String) } });
  const page = await historyOf(running, guest, id);
  expect(page.messages.nodes.map(({ body }: { body: string }) => body)).toEqual(['', 'Fence']);
  const { data } = await running.ask(versions, { id: message.id }, guest.token);
  expect(data.node).toMatchObject({ body: '', versions: null });
});

it('M8: whoever was removed changes nothing of what they wrote', async () => {
  const [ana, ben] = [await aGuest(running), await aGuest(running)];
  const id = await started(running, ana, { kind: 'GROUP', participantIds: [ben.id] });
  const message = await sent(running, ben, id, 'Mine');
  await done(running, ana, 'removeParticipant', { conversationId: id, userId: ben.id });
  for (const [name, input] of [
    ['editMessage', { id: message.id, body: 'Other' }],
    ['deleteMessage', { id: message.id }],
    ['sendMessage', { conversationId: id, body: 'Hello?' }],
    ['markConversationRead', { conversationId: id }],
    ['acknowledgeDelivery', { conversationId: id, messageId: message.id }],
  ] as const)
    expect([name, await act(running, ben, name, input)]).toMatchObject([name, { refused: ['NOT_FOUND'] }]);
  expect((await running.ask(versions, { id: message.id }, ben.token)).data.node).toBeNull();
});
