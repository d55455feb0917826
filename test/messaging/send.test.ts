import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { newSecret, serviceKeyPrefix } from '../../src/accounts/tokens.js';
import { conversationUnreadChanged, messageSent } from '../../src/messaging/message-events.js';
import { type RunningApp, startApp } from '../support/app.js';
import { statementsOf } from '../support/count-queries.js';
import { eventually } from '../support/eventually.js';
import { openSocket } from '../support/socket.js';
import { historyOf, refusedSend, sent, sequences } from './messages.js';
import { aColleague, act, aGuest, aTalk, done, started } from './people.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000', LIMIT_SENDS_PER_SECOND: '100000' });
});
afterAll(() => running.close());

it('M4: the text is trimmed, and has 1 to 5,000 characters: code points, as the docs say', async () => {
  const { guest, id } = await aTalk(running);
  expect((await sent(running, guest, id, '  \n Good evening \t')).body).toBe('Good evening');
  expect((await sent(running, guest, id, '🦊'.repeat(5_000))).sequence).toBe(2);
  // One on the screen, five as they are counted.
  const family = '👩‍👩‍👧';
  expect((await sent(running, guest, id, family.repeat(1_000))).sequence).toBe(3);
  for (const body of ['', ' \n\t ', 'x'.repeat(5_001), '🦊'.repeat(5_001), `${family.repeat(1_000)}x`, 'a\u0000b'])
    expect(await refusedSend(running, guest, id, body)).toEqual([
      expect.stringMatching(/^(INVALID_INPUT|BAD_USER_INPUT)$/),
    ]);
  expect(sequences(await historyOf(running, guest, id))).toEqual([1, 2, 3]);
});

it('M4: the server says as what somebody writes', async () => {
  const { guest, staff, id, property } = await aTalk(running);
  await sent(running, guest, id, 'Hello?');
  await sent(running, staff, id, 'Hello!');
  const admin = await aGuest(running);
  await running.app.database.prisma.user.update({ where: { id: admin.user.id }, data: { role: 'ADMIN' } });
  await sent(running, admin, id, 'How can we help?');
  const { secret, hash } = newSecret(serviceKeyPrefix);
  await running.app.database.prisma.serviceKey.create({
    data: { name: 'Door', prefix: 'fdk_', hash, scopes: ['messages:write'], propertyId: property.id },
  });
  const door = { ...staff, token: secret };
  const first = await sent(running, door, id, 'The door was opened.', { clientMessageId: 'door-1' });
  expect(await sent(running, door, id, 'The door was opened.', { clientMessageId: 'door-1' })).toEqual(first);
  // It is sent. What else there is to know of it is read from the conversation, which programs cannot.
  const curious = await running.ask(
    'mutation ($id: ID!) { sendMessage(input: { conversationId: $id, body: "Closed.", clientMessageId: "door-2" }) { message { replyCount } userErrors { code } } }',
    { id },
    secret,
  );
  expect(curious).toMatchObject({
    data: { sendMessage: { message: null, userErrors: [] } },
    errors: [{ path: ['sendMessage', 'message', 'replyCount'], extensions: { code: 'NOT_FOUND' } }],
  });
  const { messages } = await historyOf(running, guest, id);
  expect(messages.nodes).toMatchObject([
    { type: 'TEXT', senderKind: 'GUEST', sender: { name: guest.user.name } },
    { type: 'TEXT', senderKind: 'STAFF', sender: { name: staff.user.name } },
    { type: 'TEXT', senderKind: 'STAFF', sender: { name: admin.user.name } },
    { type: 'SYSTEM', senderKind: 'BOT', sender: null },
    { type: 'SYSTEM', senderKind: 'BOT', sender: null },
  ]);
  const { guest: stranger, id: elsewhere } = await aTalk(running);
  expect(await refusedSend(running, door, elsewhere, 'Nobody asked')).toEqual(['NOT_FOUND']);
  const group = await started(running, stranger, { kind: 'GROUP', participantIds: [guest.id] });
  expect(await refusedSend(running, door, group, 'Nobody asked')).toEqual(['NOT_FOUND']);
});

it('M4: the same clientMessageId is one message, whatever comes at the same time; another text is refused', async () => {
  const { guest, staff, id } = await aTalk(running);
  const tries = await Promise.all(
    Array.from({ length: 8 }, () => sent(running, guest, id, 'Once', { clientMessageId: 'c-1' })),
  );
  expect(new Set(tries.map((message) => message.id)).size).toBe(1);
  expect(await refusedSend(running, guest, id, 'Twice', { clientMessageId: 'c-1' })).toEqual(['IDEMPOTENCY_MISMATCH']);
  await sent(running, staff, id, 'Mine', { clientMessageId: 'c-1' });
  const page = await historyOf(running, guest, id);
  expect(page.messages.nodes.map(({ body }: { body: string }) => body)).toEqual(['Once', 'Mine']);
});

it('M5: a message may be urgent', async () => {
  const { guest, id } = await aTalk(running);
  await sent(running, guest, id, 'Fire!', { priority: 'URGENT' });
  expect((await historyOf(running, guest, id)).messages.nodes).toMatchObject([{ priority: 'URGENT' }]);
});

it('M6: numbers have no hole and no double, however many write at the same time', async () => {
  const { guest, staff, id, property } = await aTalk(running);
  const colleague = await aColleague(running, property);
  const other = await started(running, guest, { kind: 'GROUP', participantIds: [staff.id, colleague.id] });
  const writers = [guest, staff, colleague];
  const all = await Promise.all(
    Array.from({ length: 120 }, (_, index) =>
      sent(running, writers[index % 3] ?? guest, index % 2 === 0 ? id : other, `Message ${index}`),
    ),
  );
  for (const [half, conversation] of [id, other].entries()) {
    const numbers = all.filter((_, index) => index % 2 === half).map(({ sequence }) => sequence);
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    expect((await historyOf(running, guest, conversation)).lastSequence).toBe(60);
  }
});

it('M6: what happens meanwhile is seen: who was added hears of it, who was removed sends nothing', async () => {
  const [ana, ben] = [await aGuest(running), await aGuest(running)];
  const { prisma } = running.app.database;
  for (let round = 0; round < 5; round++) {
    const eva = await aGuest(running);
    const id = await started(running, ana, { kind: 'GROUP', participantIds: [ben.id] });
    const rowId = Buffer.from(id, 'base64').toString().split(':')[1];
    const [, , bens] = await Promise.all([
      done(running, ana, 'addParticipants', { conversationId: id, userIds: [eva.id] }),
      done(running, ana, 'removeParticipant', { conversationId: id, userId: ben.id }),
      Promise.all(Array.from({ length: 6 }, (_, index) => refusedSend(running, ben, id, `Ben ${index}`))),
      Promise.all(Array.from({ length: 6 }, (_, index) => sent(running, ana, id, `Ana ${index}`))),
    ]);
    const events = await prisma.event.findMany({ where: { stream: `conversation:${rowId}` }, orderBy: { seq: 'asc' } });
    const removed = events.findIndex(({ type }) => type === 'ParticipantRemoved');
    const late = events
      .slice(removed)
      .filter(({ type, actor }) => type === 'MessageSent' && actor === `user:${ben.user.id}`);
    expect(late).toEqual([]);
    expect(events.filter(({ actor, type }) => actor === `user:${ben.user.id}` && type === 'MessageSent')).toHaveLength(
      bens.filter((codes: string[]) => codes.length === 0).length,
    );
    const added = events.findIndex(({ type }) => type === 'ParticipantAdded');
    const after = events.slice(added).filter(({ type }) => type === 'MessageSent').length;
    const heard = await prisma.event.count({
      where: { stream: `user:${eva.user.id}`, type: 'ConversationUnreadChanged' },
    });
    expect(heard).toBe(after);
  }
});

it('M9: each event says exactly how much is unread, and sending moves one’s own watermark', async () => {
  const { guest, staff, id } = await aTalk(running);
  await done(running, staff, 'joinConversation', { conversationId: id });
  await using phone = openSocket(running, guest.token);
  await using desk = openSocket(running, staff.token);
  const unread =
    'subscription { viewerEvents { __typename ... on ConversationUnreadChanged { unreadCount lastSequence readSequence message { body } } } }';
  const [mine, theirs] = [phone.follow(unread), desk.follow(unread)];
  await eventually(() => expect([mine.items.length, theirs.items.length]).toEqual([1, 1]));
  for (const [who, body] of [
    [guest, 'One'],
    [guest, 'Two'],
    [staff, 'Three'],
    [guest, 'Four'],
  ] as const)
    await sent(running, who, id, body);
  await eventually(() => expect([mine.items.length, theirs.items.length]).toEqual([5, 5]));
  const counts = (items: Array<{ unreadCount: number }>) => items.slice(1).map(({ unreadCount }) => unreadCount);
  expect(counts(mine.items)).toEqual([0, 0, 1, 0]);
  expect(counts(theirs.items)).toEqual([1, 2, 0, 1]);
  expect(theirs.items.at(-1)).toMatchObject({ lastSequence: 4, readSequence: 3, message: { body: 'Four' } });
});

it('F2: a message is in the feed of the conversation and of the property, as the definitions say', async () => {
  const { guest, staff, id, property, rowId } = await aTalk(running);
  await using phone = openSocket(running, guest.token);
  const feed = phone.follow(
    'subscription ($id: ID!) { conversationEvents(conversationId: $id, kinds: [MESSAGE_SENT]) { ... on MessageSent { sequence message { body sender { name } } actor { name } } } }',
    { id },
  );
  await eventually(() => expect(feed.items).toHaveLength(1));
  await sent(running, staff, id, 'Live');
  await eventually(() => expect(feed.items).toHaveLength(2));
  expect(feed.items[1]).toEqual({
    sequence: 1,
    message: { body: 'Live', sender: { name: staff.user.name } },
    actor: { name: staff.user.name },
  });
  const stored = (stream: string, type: string) =>
    running.app.database.prisma.event.findFirstOrThrow({ where: { stream, type } });
  const [one, two] = [
    await stored(`conversation:${rowId}`, messageSent.type),
    await stored(`property:${property.id}`, messageSent.type),
  ];
  expect(one).toMatchObject({ id: two.id, payload: two.payload });
  expect(messageSent.payload.parse(one.payload)).toEqual(one.payload);
  const unread = await stored(`user:${guest.user.id}`, conversationUnreadChanged.type);
  expect(conversationUnreadChanged.payload.parse(unread.payload)).toEqual(unread.payload);
});

it('M2: a message wakes what sleeps or was put away, and cannot be written into what is closed', async () => {
  const { guest, staff, id } = await aTalk(running);
  const status = async () =>
    (
      await running.ask(
        'query ($id: ID!) { conversation(id: $id) { status snoozedUntil lastActivityAt lastMessage { body } } }',
        { id },
        staff.token,
      )
    ).data.conversation;
  await using desk = openSocket(running, staff.token);
  const feed = desk.follow(
    'subscription ($id: ID!) { conversationEvents(conversationId: $id) { __typename ... on ConversationStatusChanged { from to version } } }',
    { id },
  );
  await eventually(() => expect(feed.items).toHaveLength(1));
  await done(running, staff, 'setConversationStatus', { id, status: 'SNOOZED', snoozedUntil: '2999-01-01T00:00:00Z' });
  await sent(running, guest, id, 'Are you there?');
  expect(await status()).toMatchObject({
    status: 'ACTIVE',
    snoozedUntil: null,
    lastMessage: { body: 'Are you there?' },
  });
  await done(running, staff, 'setConversationStatus', { id, status: 'CLOSED' });
  expect(await refusedSend(running, guest, id, 'Hello?')).toEqual(['CONVERSATION_CLOSED']);
  await eventually(() => expect(feed.items).toHaveLength(5));
  expect(feed.items.slice(1)).toMatchObject([
    { from: 'ACTIVE', to: 'SNOOZED' },
    { from: 'SNOOZED', to: 'ACTIVE', version: 3 },
    { __typename: 'MessageSent' },
    { from: 'ACTIVE', to: 'CLOSED', version: 4 },
  ]);
});

it('A6: nobody writes to somebody who has blocked them; in a group they are not heard', async () => {
  const [ana, ben, eva] = [await aGuest(running), await aGuest(running), await aGuest(running)];
  const direct = await started(running, ana, { kind: 'GUEST_GUEST', participantIds: [ben.id] });
  const group = await started(running, ana, { kind: 'GROUP', participantIds: [ben.id, eva.id] });
  await sent(running, ben, direct, 'Hi');
  await using phone = openSocket(running, ana.token);
  const live = phone.follow(
    'subscription ($id: ID!) { conversationEvents(conversationId: $id) { ... on MessageSent { message { body } } } }',
    { id: group },
  );
  await eventually(() => expect(live.items).toHaveLength(1));
  await done(running, ana, 'blockUser', { userId: ben.id });
  expect(await refusedSend(running, ben, direct, 'Hi?')).toEqual(['NOT_REACHABLE']);
  expect(await refusedSend(running, ana, direct, 'No')).toEqual(['NOT_REACHABLE']);
  await sent(running, ben, group, 'Hello all');
  await sent(running, eva, group, 'Hello Ben');
  await done(running, ana, 'unblockUser', { userId: ben.id });
  await sent(running, ben, group, 'Back again');
  await eventually(() => expect(live.items).toHaveLength(3));
  expect(live.items.slice(1)).toEqual([{ message: { body: 'Hello Ben' } }, { message: { body: 'Back again' } }]);
});

it('A6: whoever is blocked and joins a group later is not heard there either', async () => {
  const [ana, ben, eva] = [await aGuest(running), await aGuest(running), await aGuest(running)];
  await started(running, ana, { kind: 'GUEST_GUEST', participantIds: [ben.id] });
  await done(running, ana, 'blockUser', { userId: ben.id });
  const group = await started(running, eva, { kind: 'GROUP', participantIds: [ana.id] });
  await using phone = openSocket(running, ana.token);
  const live = phone.follow(
    'subscription ($id: ID!) { conversationEvents(conversationId: $id) { ... on MessageSent { message { body } } } }',
    { id: group },
  );
  await eventually(() => expect(live.items).toHaveLength(1));
  await done(running, eva, 'addParticipants', { conversationId: group, userIds: [ben.id] });
  await sent(running, ben, group, 'Hello all');
  await sent(running, eva, group, 'Hello Ben');
  const heard = () => live.items.flatMap(({ message }) => message?.body ?? []);
  await eventually(() => expect(heard()).toContain('Hello Ben'));
  expect(heard()).toEqual(['Hello Ben']);
});

it('M4: nobody sends more than so many messages a second', async () => {
  await using limited = await startApp({ LIMIT_SENDS_PER_SECOND: '2' });
  const { guest, id } = await aTalk(limited);
  // However long a busy machine takes for four, it is all in one moment.
  const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now());
  onTestFinished(() => clock.mockRestore());
  const codes = (await Promise.all([1, 2, 3, 4].map((number) => refusedSend(limited, guest, id, `${number}`)))).flat();
  clock.mockRestore();
  expect(codes).toEqual(['RATE_LIMITED', 'RATE_LIMITED']);
});

it('M4: a message is one question about rights and one statement', async () => {
  const { staff, id } = await aTalk(running);
  await sent(running, staff, id, 'Warm');
  const counts: number[] = [];
  for (let round = 0; round < 3; round++) {
    const statements = await statementsOf(() => sent(running, staff, id, 'Counted'));
    const ours = statements.filter((text) => /\b(message|participant|conversation|event)\b/.test(text));
    counts.push(new Set(ours).size);
  }
  expect(Math.min(...counts)).toBe(2);
});

it('M12: an answer is part of the thread of what it answers, in the same conversation', async () => {
  const { guest, staff, id } = await aTalk(running);
  const first = await sent(running, guest, id, 'When is breakfast?');
  const second = await sent(running, staff, id, 'At seven.', { replyToId: first.id });
  await sent(running, guest, id, 'Thanks', { replyToId: second.id });
  const { messages } = await historyOf(running, guest, id);
  expect(messages.nodes).toMatchObject([
    { replyTo: null, threadRoot: null },
    { replyTo: { sequence: 1 }, threadRoot: { sequence: 1 } },
    { replyTo: { sequence: 2 }, threadRoot: { sequence: 1 } },
  ]);
  const elsewhere = await aTalk(running);
  expect(await refusedSend(running, elsewhere.guest, elsewhere.id, 'Mine', { replyToId: first.id })).toEqual([
    'NOT_FOUND',
  ]);
  expect((await act(running, guest, 'sendMessage', { conversationId: id, body: 'x', replyToId: id })).refused).toEqual([
    'BAD_USER_INPUT',
  ]);
});
