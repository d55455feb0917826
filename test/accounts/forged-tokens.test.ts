import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { aUser, signedIn } from '../support/factories.js';
import { audience, issuer, type JwksServer, startJwksServer } from './jwks-server.js';

let provider: JwksServer;
let running: RunningApp;
let good: string;
let claims: JWTPayload;
let attackersVisitors = 0;
const attacker = createServer((_request, response) => {
  attackersVisitors++;
  response.end('{"keys":[]}');
});

beforeAll(async () => {
  await new Promise<void>((resolve) => attacker.listen(0, '127.0.0.1', resolve));
  provider = await startJwksServer();
  running = await startApp(provider.env);
  good = await signedIn(running.app, await aUser(running.app));
  claims = JSON.parse(Buffer.from(part(good, 1), 'base64url').toString());
});
afterAll(async () => {
  await running.close();
  await provider.close();
  attacker.close();
});

const part = (token: string, index: number) => token.split('.')[index] ?? '';
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = () => Math.floor(Date.now() / 1000);
const attackersUrl = () => `http://127.0.0.1:${(attacker.address() as AddressInfo).port}/`;

/** Signed with our secret: what is wrong with it is what the case says. */
const ours = (changes: Record<string, unknown>, header: object = {}) =>
  new SignJWT({ ...claims, ...changes })
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', ...header })
    .sign(new TextEncoder().encode(running.app.config.auth.secret));

const withKey = (secret: string, payload: JWTPayload) =>
  new SignJWT(payload).setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' }).sign(new TextEncoder().encode(secret));

const asProvider = () => ({ iss: issuer, aud: audience, sub: 'victim', exp: now() + 600 });

const forged: Record<string, () => string | Promise<string>> = {
  'nothing behind Bearer': () => '',
  'no token at all': () => 'nonsense',
  'three empty parts': () => '..',
  'alg none': () => `${encoded({ alg: 'none', typ: 'at+jwt' })}.${encoded(claims)}.`,
  'alg NONE with our signature': () => `${encoded({ alg: 'NONE' })}.${encoded(claims)}.${part(good, 2)}`,
  'our token without its signature': () => `${part(good, 0)}.${part(good, 1)}.`,
  'another person in our token': () => `${part(good, 0)}.${encoded({ ...claims, sub: 'x' })}.${part(good, 2)}`,
  'another secret': () => withKey('a'.repeat(40), claims),
  'an empty secret': () => withKey('\0'.repeat(32), claims),
  'HS512 with our secret': () => ours({}, { alg: 'HS512' }),
  'another type of token': () => ours({}, { typ: 'JWT' }),
  'a critical header that we do not know': () =>
    ours({}, { crit: ['evil'], evil: true }).catch(() => 'refused to sign'),
  'another issuer': () => ours({ iss: 'frontdesk2' }),
  'another audience': () => ours({ aud: 'another-service' }),
  expired: () => ours({ exp: now() - 1 }),
  'not before a time to come': () => ours({ nbf: now() + 600 }),
  'no expiry': () => ours({ exp: undefined }),
  'an expiry that is no number': () => ours({ exp: 'never' }).catch(() => 'refused to sign'),
  'no session': () => ours({ sid: undefined }),
  'a session that is no id': () => ours({ sid: "' OR 1=1 --" }),
  'the session of somebody else': async () => {
    const other = await signedIn(running.app, await aUser(running.app));
    return ours({ sid: JSON.parse(Buffer.from(part(other, 1), 'base64url').toString()).sid });
  },
  '12 kB': () => `${part(good, 0)}.${'A'.repeat(12_000)}.${part(good, 2)}`,
  'the provider’s public key as a password': () => withKey(provider.publicJwk, asProvider()),
  'the provider’s issuer, our secret': () => withKey(running.app.config.auth.secret, asProvider()),
  'the provider’s alg none': () => `${encoded({ alg: 'none' })}.${encoded(asProvider())}.`,
  'a key of the attacker’s own at jku': async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const header = { alg: 'RS256', kid: 'RS256', jku: attackersUrl(), x5u: attackersUrl() };
    return new SignJWT(asProvider()).setProtectedHeader(header).sign(privateKey);
  },
  'a key of the attacker’s own in the header': async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    const { exportJWK } = await import('jose');
    return new SignJWT(asProvider())
      .setProtectedHeader({ alg: 'RS256', kid: '../../dev/null', jwk: await exportJWK(publicKey) })
      .sign(privateKey);
  },
  'the provider’s token for another service': () => provider.token({ aud: 'another-service' }),
  'the provider’s token without an audience': () => provider.token({ aud: undefined }),
  'the provider’s token, expired': () => provider.token({ exp: now() - 60 }),
  'the provider’s token without an expiry': () => provider.token({ exp: undefined }),
  'the provider’s token of a time to come': () => provider.token({ nbf: now() + 600 }),
  'the provider’s token about nobody': () => provider.token({ sub: undefined }),
  'the provider’s token about a NUL': () => provider.token({ sub: 'a\0b' }),
  'the provider’s token, as if it were ours': () => provider.token({ ...claims, iss: 'frontdesk', aud: 'frontdesk' }),
};

it('A1: takes the token that all of these are made of', async () => {
  expect((await running.ask('{ viewer { email } }', {}, good)).status).toBe(200);
  expect((await running.ask('{ viewer { email } }', {}, await ours({}))).status).toBe(200);
});

it.each(Object.keys(forged))('A1: refuses a forged token: %s', async (name) => {
  const users = await running.app.database.prisma.user.count();
  const token = await forged[name]?.();
  const answer = await running.ask('{ viewer { email } }', {}, token);
  expect(answer.status).toBe(401);
  expect(answer.data ?? null).toBeNull();
  expect(answer.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  expect(await running.app.database.prisma.user.count()).toBeLessThanOrEqual(users + 1);
});

it('A1: refuses a token of 100 kB, if not for itself then for the size of the headers', async () => {
  const response = await fetch(`${running.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${good}${'A'.repeat(100_000)}` },
    body: '{"query":"{ viewer { email } }"}',
  });
  expect([401, 431]).toContain(response.status);
  expect((await running.ask('{ viewer { email } }', {}, good)).status).toBe(200);
});

it('A1: visits no address that a token names', () => {
  expect(attackersVisitors).toBe(0);
});

it('A2: gives no rights by what a token says of itself', async () => {
  const token = await ours({ role: 'SUPER_ADMIN', memberships: { any: 'OWNER' } });
  const answer = await running.ask('{ viewer { role } }', {}, token);
  expect(answer.data.viewer).toEqual({ role: 'USER' });
  expect((await running.ask('{ users { totalCount } }', {}, token)).errors).toMatchObject([
    { extensions: { code: 'FORBIDDEN' } },
  ]);
});

it('A1: takes a token from the header alone', async () => {
  const url = `${running.url}/graphql?query=${encodeURIComponent('{ viewer { email } }')}`;
  for (const name of ['access_token', 'token', 'authorization']) {
    const response = await fetch(`${url}&${name}=${good}`, { headers: { accept: 'application/json' } });
    expect(await response.json()).toMatchObject({ data: { viewer: null } });
  }
});
