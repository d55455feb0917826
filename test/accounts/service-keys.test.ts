import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aMember, aProperty, aUser, signedIn } from '../support/factories.js';
import { openSocket } from '../support/socket.js';
import { followBySse } from '../support/sse.js';
import { typesOf } from './events-of.js';

let running: RunningApp;
let adminId: string;
let admin: string;
beforeAll(async () => {
  running = await startApp();
  const user = await aUser(running.app, { role: 'ADMIN' });
  adminId = user.id;
  admin = await signedIn(running.app, user);
});
afterAll(() => running.close());

const create = (input: object, token: string | null) =>
  running.ask(
    `mutation ($input: CreateServiceKeyInput!) { createServiceKey(input: $input) {
      secret serviceKey { id name prefix scopes property { id } createdBy { id } expiresAt revokedAt } userErrors { code field } } }`,
    { input: { name: 'Channel manager', scopes: ['ACCOUNTS_READ'], ...input } },
    token,
  );
const revoke = (serviceKeyId: string, token: string | null) =>
  running.ask(
    'mutation ($id: ID!) { revokeServiceKey(input: { serviceKeyId: $id }) { serviceKey { revokedAt } userErrors { code } } }',
    { id: serviceKeyId },
    token,
  );
const list = (token: string | null) => running.ask('{ serviceKeys { totalCount nodes { id name } } }', {}, token);
const propertyId = ({ id }: { id: string }) => Buffer.from(`Property:${id}`).toString('base64');
const code = (answer: { errors?: Array<{ extensions: { code: string } }> }) => answer.errors?.[0]?.extensions.code;

it('A2: keeps service keys from all but platform admins', async () => {
  const owner = (await aMember(running.app, await aProperty(running.app), 'OWNER')).user;
  const token = await signedIn(running.app, owner);
  expect([code(await create({}, null)), code(await list(null))]).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED']);
  expect((await create({}, token)).data.createServiceKey.userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
  expect(code(await list(token))).toBe('FORBIDDEN');
  const { serviceKey } = (await create({}, admin)).data.createServiceKey;
  expect((await revoke(serviceKey.id, token)).data.revokeServiceKey.userErrors).toEqual([{ code: 'NOT_ALLOWED' }]);
  const node = await running.ask('query ($id: ID!) { node(id: $id) { id } }', { id: serviceKey.id }, token);
  expect(node.data).toEqual({ node: null });
});

it.each([
  ['no name', { name: ' ' }, 'name'],
  ['no scope', { scopes: [] }, 'scopes'],
  ['an end in the past', { expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
])('A2: refuses a key with %s', async (_what, input, field) => {
  expect((await create(input, admin)).data.createServiceKey).toEqual({
    secret: null,
    serviceKey: null,
    userErrors: [{ code: 'INVALID_INPUT', field }],
  });
});

it('A2: refuses a key for a property that there is not', async () => {
  expect(code(await create({ propertyId: propertyId({ id: '019a0000-0000-7000-8000-000000000000' }) }, admin))).toBe(
    'NOT_FOUND',
  );
  expect((await create({ scopes: ['EVERYTHING'] }, admin)).errors).toHaveLength(1);
});

it('A2: shows the secret once, keeps its hash alone, and lets a program in with it', async () => {
  const property = await aProperty(running.app);
  const { secret, serviceKey } = (
    await create(
      { propertyId: propertyId(property), scopes: ['PROPERTIES_READ', 'ACCOUNTS_READ', 'ACCOUNTS_READ'] },
      admin,
    )
  ).data.createServiceKey;
  expect(secret).toMatch(/^fdk_[\w-]{43}$/);
  expect(serviceKey).toMatchObject({
    prefix: secret.slice(0, 12),
    scopes: ['ACCOUNTS_READ', 'PROPERTIES_READ'],
    property: { id: propertyId(property) },
  });
  const rows = await running.app.database.prisma.serviceKey.findMany();
  expect(JSON.stringify(rows)).not.toContain(secret.slice(12));
  const { user: member } = await aMember(running.app, property, 'STAFF');
  await aMember(running.app, await aProperty(running.app), 'STAFF');
  const seen = await running.ask('{ viewer { email } users { totalCount nodes { email } } }', {}, secret);
  expect(seen.data).toEqual({ viewer: null, users: { totalCount: 1, nodes: [{ email: member.email }] } });
});

it('A2: lets a key do what its scopes say and nothing that is for people', async () => {
  const { secret } = (await create({ scopes: ['EVENTS_TRIGGER'] }, admin)).data.createServiceKey;
  expect(code(await running.ask('{ users { totalCount } }', {}, secret))).toBe('FORBIDDEN');
  expect(code(await list(secret))).toBe('FORBIDDEN');
  expect((await create({}, secret)).data.createServiceKey.userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
});

it('A2: refuses a key that is over, revoked or made up', async () => {
  const { secret, serviceKey } = (await create({}, admin)).data.createServiceKey;
  const expired = (await create({ expiresAt: new Date(Date.now() + 3_600_000) }, admin)).data.createServiceKey;
  await running.app.database.prisma.serviceKey.updateMany({
    where: { prefix: expired.serviceKey.prefix },
    data: { expiresAt: new Date(Date.now() - 1_000) },
  });
  expect((await revoke(serviceKey.id, admin)).data.revokeServiceKey.serviceKey.revokedAt).not.toBeNull();
  expect((await revoke(serviceKey.id, admin)).data.revokeServiceKey.userErrors).toEqual([]);
  for (const key of [secret, expired.secret, `fdk_${'x'.repeat(43)}`, 'fdk_']) {
    const answer = await running.ask('{ viewer { email } }', {}, key);
    expect([answer.status, code(answer)]).toEqual([401, 'UNAUTHENTICATED']);
  }
  const types = await typesOf(running.app, adminId);
  expect(types.filter((type) => type === 'ServiceKeyRevoked')).toHaveLength(1);
  expect(JSON.stringify(types)).toContain('ServiceKeyCreated');
});

const propertyEvents = `subscription ($id: ID!) { propertyEvents(propertyId: $id) {
  __typename ... on AccessRevoked { reason } ... on PropertyUpdated { property { name } }
} }`;

it('F12: ends the feeds of a key that expires, and shows them nothing afterwards', async () => {
  const property = await aProperty(running.app);
  const id = propertyId(property);
  const expiresAt = new Date(Date.now() + 2_500);
  const { secret } = (await create({ scopes: ['PROPERTIES_READ'], expiresAt }, admin)).data.createServiceKey;
  await using socket = openSocket(running, secret);
  const followed = socket.follow(propertyEvents, { id });
  const sse = followBySse(running, propertyEvents, { id }, secret);
  await eventually(() => expect(followed.items).toEqual([{ __typename: 'StreamReady' }]));
  await eventually(() => expect(sse.text()).toContain('StreamReady'));

  await Promise.all([followed.done, sse.done]);
  expect(Date.now()).toBeGreaterThanOrEqual(expiresAt.getTime());
  expect(socket.closed).toMatchObject([{ code: 4403 }]);
  expect(sse.text()).toMatch(/AccessRevoked.*SESSION_ENDED/);
});

it('A2: lists keys without their secrets', async () => {
  const { totalCount, nodes } = (await list(admin)).data.serviceKeys;
  expect(totalCount).toBe(await running.app.database.prisma.serviceKey.count());
  expect(nodes).toHaveLength(totalCount);
});
