import { afterAll, beforeAll, expect, it } from 'vitest';
import { newSecret, serviceKeyPrefix } from '../../src/accounts/tokens.js';
import { transact } from '../../src/database/transaction.js';
import type { Property, User } from '../../src/generated/prisma/client.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aMember, aProperty, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { openSocket } from '../support/socket.js';

let running: RunningApp;
let property: Property;
let ana: User;
let ben: User;
let admin: string;

beforeAll(async () => {
  running = await startApp();
  property = await aProperty(running.app);
  [ana, ben] = [await aUser(running.app), await aUser(running.app)];
  admin = await signedIn(running.app, await aUser(running.app, { role: 'ADMIN' }));
});
afterAll(() => running.close());

const trigger = async (input: object, token: string | null) =>
  running.ask(
    'mutation ($input: TriggerEventInput!) { triggerEvent(input: $input) { eventId userErrors { code field } } }',
    { input: { name: 'door.opened', ...input } },
    token,
  );
const userId = ({ id }: User) => globalId('User', id);
const mine = 'subscription { viewerEvents { __typename id ... on EventTriggered { name data actor { kind } } } }';

async function aKey(propertyId: string | null): Promise<string> {
  const { secret, hash } = newSecret(serviceKeyPrefix);
  const data = { name: 'Door', prefix: secret.slice(0, 12), hash, scopes: ['events:trigger'], propertyId };
  await running.app.database.prisma.serviceKey.create({ data });
  return secret;
}

const had = async ({ id }: User) =>
  (await running.app.database.prisma.event.findMany({ where: { stream: `user:${id}`, type: 'EventTriggered' } })).map(
    (event) => event.id,
  );

it('F16: is for administrators and integrations alone', async () => {
  expect((await trigger({ userIds: [userId(ana)] }, await signedIn(running.app, ana))).data.triggerEvent).toEqual({
    eventId: null,
    userErrors: [{ code: 'NOT_ALLOWED', field: null }],
  });
  expect((await trigger({}, null)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
});

it.each([
  ['a name with blanks', { name: 'door opened' }, 'name'],
  ['no name', { name: '' }, 'name'],
  ['too much data', { data: 'x'.repeat(8_001) }, 'data'],
  ['too many people', { userIds: Array.from({ length: 101 }, () => globalId('User', crypto.randomUUID())) }, 'userIds'],
])('F16: refuses %s', async (_what, input, field) => {
  expect((await trigger(input, admin)).data.triggerEvent.userErrors).toEqual([{ code: 'INVALID_INPUT', field }]);
});

it('F16: knows nobody whom there is not, and tells nobody then', async () => {
  const before = await had(ana);
  const { errors } = await trigger({ userIds: [userId(ana), globalId('User', crypto.randomUUID())] }, admin);
  expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  expect(await had(ana)).toEqual(before);
});

it('F16: reaches a person live, from a program, with whatever it sends', async () => {
  await using socket = openSocket(running, await signedIn(running.app, ana));
  const followed = socket.follow(mine);
  await eventually(() => expect(followed.items).toHaveLength(1));
  const data = { door: 12, open: true, notes: ['“ü”', null] };
  const answer = (await trigger({ userIds: [userId(ana)], data }, await aKey(null))).data.triggerEvent;
  await eventually(() => expect(followed.items).toHaveLength(2));
  expect(followed.items[1]).toEqual({
    __typename: 'EventTriggered',
    id: answer.eventId,
    name: 'door.opened',
    data,
    actor: { kind: 'SERVICE_KEY' },
  });
});

it('F17: reaches those who work at a property, in its feed', async () => {
  await using socket = openSocket(
    running,
    await signedIn(running.app, (await aMember(running.app, property, 'STAFF')).user),
  );
  const followed = socket.follow(
    'subscription ($id: ID!) { propertyEvents(propertyId: $id) { __typename ... on EventTriggered { name } } }',
    { id: globalId('Property', property.id) },
  );
  await eventually(() => expect(followed.items).toHaveLength(1));
  await trigger({ propertyIds: [globalId('Property', property.id)] }, await aKey(property.id));
  await eventually(() => expect(followed.items[1]).toEqual({ __typename: 'EventTriggered', name: 'door.opened' }));
});

it('F17: a key of one property reaches no other, and no people', async () => {
  const key = await aKey(property.id);
  const elsewhere = await trigger({ propertyIds: [globalId('Property', (await aProperty(running.app)).id)] }, key);
  expect(elsewhere.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  for (const input of [{ userIds: [userId(ana)] }, { roles: ['USER'] }])
    expect((await trigger(input, key)).data.triggerEvent.userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
});

it('F17: reaches everybody of a role once, but for those who are excepted, however often the job is begun', async () => {
  const many = await Promise.all(Array.from({ length: 12 }, () => aUser(running.app)));
  const gone = await aUser(running.app, { status: 'DISABLED' });
  const input = { roles: ['USER'], exceptUserIds: [userId(ben)], userIds: [userId(ana)], idempotencyKey: 'once' };
  const [first, again] = [await trigger(input, admin), await trigger(input, admin)];
  const { eventId } = first.data.triggerEvent;
  expect(again.data.triggerEvent.eventId).toBe(eventId);
  await transact(running.app.database, async (tx) => {
    const { sendBroadcast } = await import('../../src/broadcasts/send-broadcast.js');
    await running.app.jobs.enqueue(tx, sendBroadcast, { broadcastId: eventId });
  });
  await eventually(async () => {
    const { finishedAt } = await running.app.database.prisma.broadcast.findUniqueOrThrow({ where: { id: eventId } });
    expect(finishedAt).not.toBeNull();
  });
  const copies = async (user: User) => (await had(user)).filter((id) => id === eventId).length;
  expect(await Promise.all([ana, ...many].map(copies))).toEqual(Array(13).fill(1));
  expect(await Promise.all([ben, gone].map(copies))).toEqual([0, 0]);
});
