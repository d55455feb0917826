import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { aColleague, act, aDesk, aGuest, aTalk, done, type Somebody, started } from './people.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000' });
});
afterAll(() => running.close());

const list = `query ($filter: ConversationFilter, $first: Int, $after: String, $last: Int, $before: String) {
  conversations(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
    totalCount asOf nodes { id subject kind status } pageInfo { hasNextPage hasPreviousPage endCursor startCursor }
  }
}`;
const listed = async (who: Somebody, variables: object = {}) =>
  (await running.ask(list, variables, who.token)).data.conversations;
const subjects = async (who: Somebody, variables: object = {}) =>
  (await listed(who, variables)).nodes.map(({ subject }: { subject: string }) => subject);

it('M1: a guest writes to a property, and all who work there see it', async () => {
  const { guest, staff, propertyId } = await aDesk(running);
  const input = { kind: 'GUEST_STAFF', propertyId, subject: ' Late arrival ' };
  const { conversation } = await done(
    running,
    guest,
    'startConversation',
    input,
    'conversation { id kind status subject property { id } participantCount participants { nodes { role user { name } } } }',
  );
  expect(conversation).toMatchObject({
    kind: 'GUEST_STAFF',
    status: 'ACTIVE',
    subject: 'Late arrival',
    property: { id: propertyId },
    participantCount: 1,
    participants: { nodes: [{ role: 'OWNER', user: { name: guest.user.name } }] },
  });
  expect(await subjects(staff)).toEqual(['Late arrival']);
  expect(await subjects(await aGuest(running))).toEqual([]);
});

it('M1: each kind is what it is called, and nothing else', async () => {
  const { guest, staff, property, propertyId } = await aDesk(running);
  const colleague = await aColleague(running, property);
  const other = await aGuest(running);
  const start = async (who: Somebody, input: object) => {
    const { userErrors, refused } = await act(running, who, 'startConversation', input);
    return refused ?? userErrors.map(({ code, field }: { code: string; field: string }) => `${code} ${field}`);
  };
  const ok: string[] = [];
  expect(await start(guest, { kind: 'GUEST_STAFF' })).toEqual(['INVALID_INPUT propertyId']);
  expect(await start(staff, { kind: 'GUEST_STAFF', propertyId })).toEqual(['INVALID_INPUT participantIds']);
  expect(await start(staff, { kind: 'GUEST_STAFF', propertyId, participantIds: [guest.id] })).toEqual(ok);
  expect(await start(guest, { kind: 'STAFF_STAFF', propertyId, participantIds: [staff.id] })).toEqual([
    'NOT_ALLOWED null',
  ]);
  expect(await start(staff, { kind: 'STAFF_STAFF', propertyId, participantIds: [guest.id] })).toEqual([
    'INVALID_INPUT participantIds',
  ]);
  expect(await start(staff, { kind: 'STAFF_STAFF', propertyId, participantIds: [colleague.id] })).toEqual(ok);
  expect(await start(guest, { kind: 'GUEST_GUEST', propertyId, participantIds: [other.id] })).toEqual([
    'INVALID_INPUT propertyId',
  ]);
  expect(await start(guest, { kind: 'GUEST_GUEST', participantIds: [] })).toEqual(['INVALID_INPUT participantIds']);
  expect(await start(guest, { kind: 'GUEST_GUEST', participantIds: [guest.id, other.id] })).toEqual(ok);
  expect(await start(guest, { kind: 'GROUP' })).toEqual(['INVALID_INPUT participantIds']);
  expect(await start(guest, { kind: 'GROUP', participantIds: [other.id, staff.id] })).toEqual(ok);
  expect(await start(guest, { kind: 'ROOM' })).toEqual(['INVALID_INPUT subject']);
  expect(await start(guest, { kind: 'ROOM', subject: 'Hikers' })).toEqual(ok);
  expect(await start(guest, { kind: 'ROOM', subject: 'Ours', propertyId })).toEqual(['NOT_ALLOWED null']);
});

it('M1: the same key starts one conversation, on whichever try', async () => {
  const { guest, propertyId } = await aDesk(running);
  const input = { kind: 'GUEST_STAFF', propertyId, idempotencyKey: `start ${guest.id}` };
  const ids = await Promise.all([1, 2, 3].map(() => started(running, guest, input)));
  expect(new Set(ids).size).toBe(1);
  expect((await listed(guest)).totalCount).toBe(1);
});

it('A6: nobody starts a conversation with somebody who has blocked them, or whom they have blocked', async () => {
  const [ana, ben] = [await aGuest(running), await aGuest(running)];
  const direct = (who: Somebody, whom: Somebody) =>
    act(running, who, 'startConversation', { kind: 'GUEST_GUEST', participantIds: [whom.id] });
  await done(running, ana, 'startConversation', { kind: 'GUEST_GUEST', participantIds: [ben.id] });
  await done(running, ana, 'blockUser', { userId: ben.id });
  for (const refused of [await direct(ben, ana), await direct(ana, ben)])
    expect(refused.userErrors).toEqual([{ code: 'NOT_REACHABLE', field: 'participantIds' }]);
  const group = await started(running, ben, { kind: 'GROUP', participantIds: [(await aGuest(running)).id] });
  const added = await act(running, ben, 'addParticipants', { conversationId: group, userIds: [ana.id] });
  expect(added.userErrors).toEqual([{ code: 'NOT_REACHABLE', field: 'userIds' }]);
  await done(running, ana, 'unblockUser', { userId: ben.id });
  expect((await direct(ben, ana)).userErrors).toEqual([]);
});

it('M2: states follow each other as the table says', async () => {
  const { staff, guest, id } = await aTalk(running);
  const set = (status: string, more: object = {}) =>
    act(
      running,
      staff,
      'setConversationStatus',
      { id, status, ...more },
      'conversation { status snoozedUntil allowedTransitions version }',
    );
  expect((await set('SNOOZED')).userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: 'snoozedUntil' }]);
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  expect((await set('SNOOZED', { snoozedUntil: tomorrow })).conversation).toMatchObject({
    status: 'SNOOZED',
    snoozedUntil: tomorrow,
  });
  expect((await set('CLOSED')).conversation).toMatchObject({ snoozedUntil: null, allowedTransitions: ['ACTIVE'] });
  expect((await set('ARCHIVED')).userErrors).toMatchObject([{ code: 'INVALID_TRANSITION' }]);
  expect((await set('ACTIVE', { expectedVersion: 1 })).userErrors).toMatchObject([{ code: 'VERSION_CONFLICT' }]);
  expect((await set('ACTIVE', { expectedVersion: 3 })).conversation).toMatchObject({ status: 'ACTIVE', version: 4 });
  expect((await act(running, guest, 'setConversationStatus', { id, status: 'CLOSED' })).userErrors).toEqual([]);
});

it('M2: the list is filtered, searched and paged, the latest first', async () => {
  const { guest, staff, propertyId } = await aDesk(running);
  for (const subject of ['Alpha', 'Beta', 'Gamma', 'Delta'])
    await started(running, guest, { kind: 'GUEST_STAFF', propertyId, subject });
  const elsewhere = await aDesk(running);
  await started(running, guest, { kind: 'GUEST_STAFF', propertyId: elsewhere.propertyId, subject: 'Elsewhere' });
  expect(await subjects(guest)).toEqual(['Elsewhere', 'Delta', 'Gamma', 'Beta', 'Alpha']);
  expect(await subjects(guest, { filter: { propertyId } })).toEqual(['Delta', 'Gamma', 'Beta', 'Alpha']);
  expect(await subjects(staff)).toEqual(['Delta', 'Gamma', 'Beta', 'Alpha']);
  expect(await subjects(staff, { filter: { mine: true } })).toEqual([]);
  expect(await subjects(staff, { filter: { search: ' amm' } })).toEqual(['Gamma']);
  expect(await subjects(staff, { filter: { search: guest.user.name } })).toHaveLength(4);
  expect(await subjects(staff, { filter: { search: '%' } })).toEqual([]);
  expect(await subjects(guest, { filter: { kinds: ['ROOM'] } })).toEqual([]);
  const first = await listed(guest, { first: 2 });
  expect(first).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true, hasPreviousPage: false } });
  // What comes in between moves nothing of what is still to come.
  await started(running, guest, { kind: 'GUEST_STAFF', propertyId, subject: 'New' });
  expect(await subjects(guest, { first: 2, after: first.pageInfo.endCursor })).toEqual(['Gamma', 'Beta']);
  expect(await subjects(guest, { last: 2, before: first.pageInfo.endCursor })).toEqual(['New', 'Elsewhere']);
  const { errors } = await running.ask(list, { first: 2, after: 'bm8=' }, guest.token);
  expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

it('M3: the owner adds and removes, participants do not', async () => {
  const [ana, ben, eva] = [await aGuest(running), await aGuest(running), await aGuest(running)];
  const id = await started(running, ana, { kind: 'GROUP', participantIds: [ben.id] });
  const add = (who: Somebody, whom: Somebody) =>
    act(
      running,
      who,
      'addParticipants',
      { conversationId: id, userIds: [whom.id] },
      'conversation { participantCount }',
    );
  expect((await add(ben, eva)).userErrors).toEqual([{ code: 'NOT_ALLOWED', field: null }]);
  expect((await add(ana, eva)).conversation).toEqual({ participantCount: 3 });
  expect((await add(ana, eva)).conversation).toEqual({ participantCount: 3 });
  expect(await act(running, eva, 'removeParticipant', { conversationId: id, userId: ben.id })).toMatchObject({
    userErrors: [{ code: 'NOT_ALLOWED' }],
  });
  await done(running, ana, 'removeParticipant', { conversationId: id, userId: ben.id });
  expect((await listed(ben)).totalCount).toBe(0);
  expect(await add(ben, eva)).toMatchObject({ refused: ['NOT_FOUND'] });
});

it('M3: when the last owner leaves, who has been there longest is the next', async () => {
  const [ana, ben, eva] = [await aGuest(running), await aGuest(running), await aGuest(running)];
  const id = await started(running, ana, { kind: 'GROUP', participantIds: [ben.id] });
  await done(running, ana, 'addParticipants', { conversationId: id, userIds: [eva.id] });
  await done(running, ana, 'leaveConversation', { conversationId: id });
  expect(await act(running, ana, 'leaveConversation', { conversationId: id })).toMatchObject({
    refused: ['NOT_FOUND'],
  });
  await done(running, ben, 'updateConversation', { id, subject: 'Mine now' });
});

it('M3: a room is joined by its id, a conversation of a property by those who work there', async () => {
  const [ana, ben] = [await aGuest(running), await aGuest(running)];
  const room = await started(running, ana, { kind: 'ROOM', subject: 'Hikers' });
  expect(await subjects(ben)).toEqual([]);
  await done(running, ben, 'joinConversation', { conversationId: room });
  await done(running, ben, 'joinConversation', { conversationId: room });
  expect(await subjects(ben)).toEqual(['Hikers']);
  const group = await started(running, ana, { kind: 'GROUP', participantIds: [(await aGuest(running)).id] });
  expect(await act(running, ben, 'joinConversation', { conversationId: group })).toMatchObject({
    refused: ['NOT_FOUND'],
  });
  const { id, staff } = await aTalk(running);
  await done(running, staff, 'joinConversation', { conversationId: id });
  const { data } = await running.ask(
    'query ($id: ID!) { conversation(id: $id) { participants { nodes { role } } } }',
    { id },
    staff.token,
  );
  expect(data.conversation.participants.nodes).toEqual([{ role: 'OWNER' }, { role: 'STAFF' }]);
  expect(await act(running, ben, 'joinConversation', { conversationId: id })).toMatchObject({ refused: ['NOT_FOUND'] });
});

it('M3: staff see nothing any more once they do not work there, even where they took part', async () => {
  const { id, staff } = await aTalk(running);
  await done(running, staff, 'joinConversation', { conversationId: id });
  await running.app.database.prisma.membership.deleteMany({ where: { userId: staff.user.id } });
  expect((await listed(staff)).totalCount).toBe(0);
  expect(await act(running, staff, 'muteConversation', { conversationId: id, muted: true })).toMatchObject({
    refused: ['NOT_FOUND'],
  });
});

it('M3: two guests stay two', async () => {
  const [ana, ben, eva] = [await aGuest(running), await aGuest(running), await aGuest(running)];
  const id = await started(running, ana, { kind: 'GUEST_GUEST', participantIds: [ben.id] });
  for (const [name, input] of [
    ['addParticipants', { conversationId: id, userIds: [eva.id] }],
    ['removeParticipant', { conversationId: id, userId: ben.id }],
  ] as const)
    expect((await act(running, ana, name, input)).userErrors).toEqual([{ code: 'FIXED_PARTICIPANTS', field: null }]);
  await done(running, ben, 'leaveConversation', { conversationId: id });
});
