import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { aUser } from '../support/factories.js';
import { eventsOf } from './events-of.js';
import { issuer, type JwksServer, startJwksServer } from './jwks-server.js';

let provider: JwksServer;
let running: RunningApp;
beforeAll(async () => {
  provider = await startJwksServer();
  running = await startApp(provider.env);
});
afterAll(async () => {
  await running.close();
  await provider.close();
});

const viewer = (token: string) => running.ask('{ viewer { email hasPassword role user { name } } }', {}, token);
const identities = () => running.app.database.prisma.identity;
const someone = () => ({ sub: randomUUID() });

it('A1: makes an account when somebody of another identity provider comes for the first time', async () => {
  const sub = 'auth0|mai';
  const token = await provider.token({ sub, name: ' Mai ', email: 'Mai@Example.com', email_verified: true });
  const answer = await viewer(token);
  expect(answer.data.viewer).toEqual({
    email: 'mai@example.com',
    hasPassword: false,
    role: 'USER',
    user: { name: 'Mai' },
  });
  const { userId } = await identities().findUniqueOrThrow({ where: { issuer_subject: { issuer, subject: sub } } });
  expect(await eventsOf(running.app, userId)).toEqual([{ type: 'UserSignedUp', payload: { userId } }]);
});

it.each(['RS256', 'ES256', 'EdDSA'] as const)('A1: takes tokens that are signed with %s', async (alg) => {
  expect((await viewer(await provider.token(someone(), { alg }))).status).toBe(200);
});

it('A1: makes one account of ten first requests at once', async () => {
  const token = await provider.token({ sub: 'ten', email: 'ten@example.com', email_verified: true });
  const answers = await Promise.all(Array.from({ length: 10 }, () => viewer(token)));
  expect(answers.map(({ data }) => data.viewer.email)).toEqual(Array.from({ length: 10 }, () => 'ten@example.com'));
  expect(await identities().count({ where: { subject: 'ten' } })).toBe(1);
  expect(await running.app.database.prisma.user.count({ where: { email: 'ten@example.com' } })).toBe(1);
});

it('A1: never takes an account that exists for theirs because of its address', async () => {
  const ana = await aUser(running.app);
  const answer = await viewer(await provider.token({ ...someone(), email: ana.email, email_verified: true }));
  expect(answer.data.viewer).toMatchObject({ email: null, user: { name: 'New user' } });
  expect(await identities().count({ where: { userId: ana.id } })).toBe(0);
});

it.each([
  ['is not verified', { email: 'open@example.com', email_verified: false }],
  ['is verified by a text', { email: 'open@example.com', email_verified: 'true' }],
  ['is none', { email: 'no address', email_verified: true }],
])('A1: leaves out an address that %s', async (_what, claims) => {
  expect((await viewer(await provider.token({ ...someone(), ...claims }))).data.viewer.email).toBeNull();
});

it('A1: gives no rights by what a token says of itself', async () => {
  const token = await provider.token({ ...someone(), role: 'SUPER_ADMIN', roles: ['ADMIN'], name: 'x\0y' });
  expect((await viewer(token)).data.viewer).toMatchObject({ role: 'USER', user: { name: 'New user' } });
});

it('A1: refuses somebody who is disabled here, whatever the provider says', async () => {
  const token = await provider.token({ sub: 'locked-out' });
  await viewer(token);
  await running.app.database.prisma.user.updateMany({
    where: { identities: { some: { subject: 'locked-out' } } },
    data: { status: 'DISABLED' },
  });
  expect((await viewer(token)).status).toBe(401);
});

it('A1: fetches the keys once for many tokens, and not again for made-up key ids', async () => {
  const before = provider.requests;
  for (let n = 0; n < 5; n++) await viewer(await provider.token(someone(), { kid: `made-up-${n}` }));
  for (let n = 0; n < 5; n++) expect((await viewer(await provider.token(someone()))).status).toBe(200);
  expect(provider.requests - before).toBeLessThanOrEqual(1);
});

it('A1: tells a client to try again, not to sign in anew, while the keys cannot be had', async () => {
  await using cold = await startApp(provider.env);
  provider.available = false;
  const token = await provider.token(someone());
  const ask = () => cold.ask('{ viewer { email } }', {}, token);
  expect(await ask()).toMatchObject({ status: 503, errors: [{ extensions: { code: 'TIMEOUT' } }] });
  provider.available = true;
  expect((await ask()).status).toBe(200);
});
