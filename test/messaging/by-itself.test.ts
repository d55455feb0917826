import { afterAll, beforeAll, expect, it } from 'vitest';
import { wakeConversations } from '../../src/messaging/wake-conversations.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { globalId } from '../support/global-id.js';
import { openSocket } from '../support/socket.js';
import { historyOf, sent } from './messages.js';
import { act, aGuest, aTalk, done, started } from './people.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000', LIMIT_SENDS_PER_SECOND: '100000' });
});
afterAll(() => running.close());

const said = async (who: Parameters<typeof historyOf>[1], id: string) =>
  (await historyOf(running, who, id)).messages.nodes.map(
    ({ type, senderKind, body }: { type: string; senderKind: string; body: string }) => `${type} ${senderKind} ${body}`,
  );

it('M2: what sleeps wakes up when its time has come, once, and not before', async () => {
  const { guest, staff, id, rowId } = await aTalk(running);
  const { id: later } = await aTalk(running).then(async (talk) => {
    await done(running, talk.staff, 'setConversationStatus', {
      id: talk.id,
      status: 'SNOOZED',
      snoozedUntil: '2999-01-01T00:00:00Z',
    });
    return talk;
  });
  await done(running, staff, 'setConversationStatus', {
    id,
    status: 'SNOOZED',
    snoozedUntil: new Date(Date.now() + 60_000),
  });
  await running.app.database.query(
    "UPDATE conversation SET snoozed_until = now() - interval '1 second' WHERE id = $1::uuid",
    [rowId],
  );
  await using phone = openSocket(running, guest.token);
  const feed = phone.follow(
    'subscription ($id: ID!) { conversationEvents(conversationId: $id) { ... on ConversationStatusChanged { from to version actor { kind } } } }',
    { id },
  );
  await eventually(() => expect(feed.items).toHaveLength(1));
  const woken = await Promise.all([wakeConversations(running.app.database), wakeConversations(running.app.database)]);
  expect(woken.reduce((sum, count) => sum + count)).toBe(1);
  await eventually(() => expect(feed.items).toHaveLength(2));
  expect(feed.items[1]).toEqual({ from: 'SNOOZED', to: 'ACTIVE', version: 3, actor: { kind: 'SYSTEM' } });
  const sleeping = Buffer.from(later, 'base64').toString().split(':')[1];
  expect(await running.app.database.prisma.conversation.findUnique({ where: { id: sleeping ?? '' } })).toMatchObject({
    status: 'SNOOZED',
  });
});

it('M18: while nobody is there, a guest is told so, once in a while', async () => {
  const { guest, staff, id, property } = await aTalk(running);
  await running.app.database.prisma.propertySettings.update({
    where: { propertyId: property.id },
    data: { awayMessage: 'We are back at eight.' },
  });
  await sent(running, guest, id, 'Hello?');
  await eventually(async () =>
    expect(await said(guest, id)).toEqual(['TEXT GUEST Hello?', 'AUTOMATED BOT We are back at eight.']),
  );
  await sent(running, guest, id, 'Anybody?');
  const other = await started(running, guest, {
    kind: 'GUEST_STAFF',
    propertyId: globalId('Property', property.id),
  });
  await using desk = openSocket(running, staff.token);
  const up = desk.follow('subscription { viewerEvents { __typename } }');
  await eventually(() => expect(up.items).toHaveLength(1));
  await sent(running, guest, other, 'You are there');
  // Once a later question is answered by rule, it was looked who is there for this one.
  await done(
    running,
    staff,
    'saveCannedReply',
    { propertyId: globalId('Property', property.id), title: 'Wi-Fi', keyword: 'wifi', body: 'On the key card.' },
    'cannedReply { keyword }',
  );
  await sent(running, guest, id, 'The wifi?');
  await eventually(async () => expect((await said(guest, id)).at(-1)).toBe('AUTOMATED BOT On the key card.'));
  await desk.client.dispose();
  await eventually(async () => expect(await running.app.leases.read(`presence:${staff.user.id}`)).toEqual([]));
  await sent(running, guest, other, 'Gone again');
  await eventually(async () =>
    expect(await said(guest, other)).toEqual([
      'TEXT GUEST You are there',
      'TEXT GUEST Gone again',
      'AUTOMATED BOT We are back at eight.',
    ]),
  );
  expect(await said(guest, id)).toHaveLength(5);
});

it('M18: words of a guest are answered by rule, with the rule that says most; staff and others are not', async () => {
  const { guest, staff, id, propertyId } = await aTalk(running);
  const save = (title: string, keyword: string | null, body: string) =>
    done(running, staff, 'saveCannedReply', { propertyId, title, keyword, body }, 'cannedReply { keyword }');
  await save('Wi-Fi', 'wifi', 'The password is on the key card.');
  await save('Wi-Fi slow', 'wifi slow', 'We restart it.');
  await save('Not by itself', null, 'Never.');
  await sent(running, staff, id, 'Did you find the wifi?');
  await sent(running, guest, id, 'Where is the WIFI password?', { clientMessageId: 'w-1' });
  await eventually(async () => expect(await said(guest, id)).toHaveLength(3));
  await sent(running, guest, id, 'Where is the WIFI password?', { clientMessageId: 'w-1' });
  await sent(running, guest, id, 'The wifi is so slow');
  await eventually(async () => expect(await said(guest, id)).toHaveLength(5));
  expect(await said(guest, id)).toEqual([
    'TEXT STAFF Did you find the wifi?',
    'TEXT GUEST Where is the WIFI password?',
    'AUTOMATED BOT The password is on the key card.',
    'TEXT GUEST The wifi is so slow',
    'AUTOMATED BOT We restart it.',
  ]);
});

it('M9: what waits for me is known at once', async () => {
  const [ana, ben] = [await aGuest(running), await aGuest(running)];
  const ids = [];
  for (const kind of ['GUEST_GUEST', 'GROUP', 'GROUP'])
    ids.push(await started(running, ana, { kind, participantIds: [ben.id] }));
  for (const id of [ids[0], ids[0], ids[1]]) await sent(running, ana, id ?? '', 'Hello');
  const unread = async () =>
    (await running.ask('{ viewer { unread { conversations messages } } }', {}, ben.token)).data.viewer.unread;
  expect(await unread()).toEqual({ conversations: 2, messages: 3 });
  await done(running, ben, 'markConversationRead', {});
  expect(await unread()).toEqual({ conversations: 0, messages: 0 });
});

it('A8: the export has what somebody wrote, and erasing leaves it without them', async () => {
  const [ana, ben] = [await aGuest(running), await aGuest(running)];
  const id = await started(running, ana, { kind: 'GUEST_GUEST', participantIds: [ben.id] });
  const message = await sent(running, ana, id, 'Kept without me');
  await done(running, ben, 'markConversationRead', { conversationId: id });
  const exported = await act(running, ana, 'exportMyData', {}, 'export { document }');
  const document = JSON.parse(exported.export.document);
  expect(document.messagesSent).toMatchObject([{ body: 'Kept without me', sequence: 1 }]);
  expect(document.conversations).toHaveLength(1);
  await done(running, ben, 'eraseMyAccount', { password: 'correct horse battery' });
  const { data } = await running.ask(
    'query ($id: ID!) { node(id: $id) { ... on Message { receipts { readAt } } } }',
    { id: message.id },
    ana.token,
  );
  expect(data.node.receipts).toEqual([]);
  await done(running, ana, 'eraseMyAccount', { password: 'correct horse battery' });
  const left = await running.app.database.prisma.message.findFirstOrThrow({
    where: { body: 'Kept without me' },
    select: { sender: true },
  });
  expect(left.sender).toMatchObject({ name: 'Erased user', email: null });
});
