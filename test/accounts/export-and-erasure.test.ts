import { afterAll, beforeAll, expect, it } from 'vitest';
import type { User } from '../../src/generated/prisma/client.js';
import { streamOf } from '../../src/realtime/streams.js';
import { type RunningApp, startApp } from '../support/app.js';
import { aMember, aProperty, aUser, password, signedIn } from '../support/factories.js';
import { typesOf } from './events-of.js';
import { type JwksServer, startJwksServer } from './jwks-server.js';

let provider: JwksServer;
let running: RunningApp;
beforeAll(async () => {
  provider = await startJwksServer();
  running = await startApp({ ...provider.env, LIMIT_SIGN_INS: '1000' });
});
afterAll(async () => {
  await running.close();
  await provider.close();
});

const exportMyData = (token: string | null) =>
  running.ask(
    'mutation { exportMyData(input: {}) { export { document generatedAt } userErrors { code } } }',
    {},
    token,
  );
const erase = (input: object, token: string | null) =>
  running.ask(
    'mutation ($input: EraseMyAccountInput!) { eraseMyAccount(input: $input) { erased userErrors { code field } } }',
    { input },
    token,
  );
/** Something that somebody was told of, on its way to their browser; nothing of it is in their stream. */
async function told(userId: string): Promise<void> {
  const { prisma } = running.app.database;
  const { id: notificationId } = await prisma.notification.create({
    data: {
      userId,
      type: 'SYSTEM',
      priority: 'LOW',
      text: 'account.passwordChanged',
      values: {},
      dedupeKey: 'test',
    },
  });
  await prisma.notificationPreference.create({ data: { userId, type: 'SYSTEM', channel: 'EMAIL', enabled: false } });
  const endpoint = `https://push.example/secret-${userId}`;
  await prisma.pushSubscription.create({ data: { userId, endpoint, p256dh: 'hash', auth: 'hash', device: 'Test' } });
  const dueAt = new Date(Date.now() + 3_600_000);
  await prisma.delivery.create({ data: { userId, notificationId, channel: 'WEB_PUSH', dueAt } });
}

const stored = (user: User) => running.app.database.prisma.user.findUniqueOrThrow({ where: { id: user.id } });

it('A8: is for people who are signed in', async () => {
  for (const answer of [await exportMyData(null), await erase({}, null)])
    expect(answer.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
});

it('A8: gives everything that is kept about me, and nothing of others or secret', async () => {
  const property = await aProperty(running.app, { name: 'Riverside' });
  const { user } = await aMember(running.app, property, 'MANAGER');
  const other = await aUser(running.app);
  const { prisma } = running.app.database;
  await prisma.userBlock.createMany({
    data: [
      { blockerId: user.id, blockedId: other.id },
      { blockerId: other.id, blockedId: user.id },
    ],
  });
  await told(user.id);
  const token = await signedIn(running.app, user, { device: 'Firefox on Windows' });
  await running.ask('mutation { updateSettings(input: { theme: DARK }) { userErrors { code } } }', {}, token);
  const { document, generatedAt } = (await exportMyData(token)).data.exportMyData.export;
  const data = JSON.parse(document);
  expect(data).toMatchObject({
    generatedAt,
    profile: { id: user.id, email: user.email, name: user.name },
    settings: { theme: 'DARK' },
    sessions: [{ device: 'Firefox on Windows', address: '127.0.0.1' }],
    blockedUsers: [{ blockedId: other.id }],
    memberships: [{ role: 'MANAGER', property: { name: 'Riverside' } }],
    notifications: [{ text: 'account.passwordChanged' }],
    pushSubscriptions: [{ device: 'Test' }],
    activity: [{ type: 'SettingsUpdated', seq: '1' }],
  });
  expect(document).not.toMatch(/argon2|hash|fdr_|fdk_/i);
  expect(document).not.toContain(String(other.email));
});

it('A8: gives all of it, however much there is', async () => {
  const user = await aUser(running.app);
  const token = await signedIn(running.app, user);
  const { prisma } = running.app.database;
  await prisma.session.createMany({
    data: Array.from({ length: 1_200 }, (_, n) => ({
      userId: user.id,
      device: `Device ${n}`,
      userAgent: 'test',
      address: '127.0.0.1',
      expiresAt: new Date(),
    })),
  });
  const data = JSON.parse((await exportMyData(token)).data.exportMyData.export.document);
  expect(new Set(data.sessions.map(({ id }: { id: string }) => id)).size).toBe(1_201);
});

it.each([['no password'], ['a wrong one', 'wrong']])('A8: refuses to erase me with %s', async (_what, attempt?) => {
  const user = await aUser(running.app);
  const answer = await erase({ password: attempt }, await signedIn(running.app, user));
  expect(answer.data.eraseMyAccount).toEqual({
    erased: null,
    userErrors: [{ code: 'CREDENTIALS_REFUSED', field: 'password' }],
  });
  expect((await stored(user)).status).toBe('ACTIVE');
});

it('A8: refuses to erase the last owner of a property, and changes nothing', async () => {
  const { user } = await aMember(running.app, await aProperty(running.app), 'OWNER');
  await aMember(running.app, await aProperty(running.app), 'STAFF', user);
  const token = await signedIn(running.app, user);
  expect((await erase({ password }, token)).data.eraseMyAccount.userErrors).toMatchObject([{ code: 'LAST_OWNER' }]);
  expect(await stored(user)).toMatchObject({ email: user.email, status: 'ACTIVE' });
  expect(await running.app.database.prisma.membership.count({ where: { userId: user.id } })).toBe(2);
});

it('A8: lets one of two owners go who leave at once', async () => {
  const property = await aProperty(running.app);
  const owners = [await aMember(running.app, property, 'OWNER'), await aMember(running.app, property, 'OWNER')];
  const tokens = await Promise.all(owners.map(({ user }) => signedIn(running.app, user)));
  const answers = await Promise.all(tokens.map((token) => erase({ password }, token)));
  expect(answers.filter(({ data }) => data.eraseMyAccount.erased)).toHaveLength(1);
  expect(await running.app.database.prisma.membership.count({ where: { propertyId: property.id } })).toBe(1);
});

it('A8: refuses to erase the last super admin', async () => {
  const user = await aUser(running.app, { role: 'SUPER_ADMIN' });
  const answer = await erase({ password }, await signedIn(running.app, user));
  expect(answer.data.eraseMyAccount.userErrors).toMatchObject([{ code: 'LAST_SUPER_ADMIN' }]);
});

it('A8: takes the person out of the account, and out of all that is theirs', async () => {
  const property = await aProperty(running.app);
  const { user } = await aMember(running.app, property, 'STAFF');
  const other = await aUser(running.app);
  const { prisma } = running.app.database;
  await prisma.userBlock.create({ data: { blockerId: user.id, blockedId: other.id } });
  await prisma.invitation.create({
    data: {
      propertyId: property.id,
      email: String(user.email),
      role: 'STAFF',
      tokenHash: new Uint8Array(32),
      expiresAt: new Date(Date.now() + 3_600_000),
    },
  });
  await told(user.id);
  const [token, elsewhere] = [await signedIn(running.app, user), await signedIn(running.app, user)];
  expect((await erase({ password }, token)).data.eraseMyAccount).toEqual({ erased: true, userErrors: [] });
  expect(await stored(user)).toMatchObject({
    name: 'Erased user',
    email: null,
    avatarUrl: null,
    passwordHash: null,
    role: 'USER',
    status: 'ERASED',
  });
  const theirs = { where: { userId: user.id } };
  expect([
    await prisma.session.count(theirs),
    await prisma.membership.count(theirs),
    await prisma.userSettings.count(theirs),
    await prisma.notification.count(theirs),
    await prisma.notificationPreference.count(theirs),
    await prisma.pushSubscription.count(theirs),
    await prisma.delivery.count(theirs),
    await prisma.userBlock.count({ where: { blockerId: user.id } }),
    await prisma.invitation.count({ where: { email: String(user.email) } }),
  ]).toEqual(Array(9).fill(0));
  for (const old of [token, elsewhere]) expect((await running.ask('{ viewer { email } }', {}, old)).status).toBe(401);
  expect(await typesOf(running.app, user.id)).toEqual(['AccountErased', 'AccessChanged']);
  const events = await prisma.event.findMany({ where: { stream: streamOf.property(property.id) } });
  expect(events).toMatchObject([{ type: 'MemberRemoved', payload: { userId: user.id } }]);
});

it('A8: frees the address for a new account, which is another one', async () => {
  const user = await aUser(running.app);
  await erase({ password }, await signedIn(running.app, user));
  const again = await running.ask(
    'mutation ($email: EmailAddress!) { signUp(input: { name: "New", email: $email, password: "a quiet river" }) { viewer { email } userErrors { code } } }',
    { email: user.email },
  );
  expect(again.data.signUp).toEqual({ viewer: { email: user.email }, userErrors: [] });
  expect((await stored(user)).status).toBe('ERASED');
});

it('A8: erases an account of another identity provider by its token alone', async () => {
  const token = await provider.token({ sub: 'leaving' });
  await running.ask('{ viewer { email } }', {}, token);
  expect((await erase({}, token)).data.eraseMyAccount.erased).toBe(true);
  expect(await running.app.database.prisma.identity.count({ where: { subject: 'leaving' } })).toBe(0);
});

it('A8: an erased account of another identity provider does not come back with a token from before', async () => {
  const { prisma } = running.app.database;
  const now = Math.floor(Date.now() / 1000);
  const token = await provider.token({ sub: 'gone', name: 'Gone', email: 'gone@example.com', email_verified: true });
  const others = [
    await provider.token({ sub: 'gone', iat: now - 60 }),
    await provider.token({ sub: 'gone', iat: now + 2 }),
    await provider.token({ sub: 'gone', iat: undefined }),
  ];
  await running.ask('{ viewer { email } }', {}, token);
  expect((await erase({}, token)).data.eraseMyAccount.erased).toBe(true);
  for (const old of [token, ...others]) expect((await running.ask('{ viewer { email } }', {}, old)).status).toBe(401);
  expect(await prisma.user.count({ where: { OR: [{ email: 'gone@example.com' }, { name: 'Gone' }] } })).toBe(0);
  expect(JSON.stringify(await prisma.erasedIdentity.findMany())).not.toContain('gone');

  const again = await provider.token({ sub: 'gone', name: 'Back', iat: now + 60 });
  const answer = await running.ask('{ viewer { user { name } } }', {}, again);
  expect(answer.data.viewer).toEqual({ user: { name: 'Back' } });
});
