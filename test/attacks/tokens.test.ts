import { createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { password } from '../support/factories.js';
import { transports } from '../support/transports.js';
import { open, other, type Person, target, tokenOf } from './support/target.js';
import { openWire } from './support/wire.js';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = () => Math.floor(Date.now() / 1_000);
const admin = (): Person => target().admin;
const claims = (more: object = {}) => ({
  sub: admin().userId,
  sid: admin().sessionIds[0],
  iss: 'frontdesk',
  aud: 'frontdesk',
  iat: now(),
  exp: now() + 600,
  ...more,
});
const signed = (header: object, payload: object, secret: string, hash = 'sha256') => {
  const text = `${encode(header)}.${encode(payload)}`;
  return `${text}.${createHmac(hash, secret).update(text).digest('base64url')}`;
};
const good = { alg: 'HS256', typ: 'at+jwt' };
const secret = () => target().secrets.auth;
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const rsa = (header: object) => {
  const text = `${encode(header)}.${encode(claims())}`;
  return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
};
const pem = () => publicKey.export({ type: 'spki', format: 'pem' }).toString();
const jwk = () => publicKey.export({ format: 'jwk' });

/** Each of them would make its bearer an administrator. */
const forged: Record<string, () => string> = {
  'no algorithm': () => `${encode({ alg: 'none', typ: 'at+jwt' })}.${encode(claims())}.`,
  'no algorithm, in capitals': () => `${encode({ alg: 'NONE', typ: 'at+jwt' })}.${encode(claims())}.`,
  'no algorithm, with a signature': () => signed({ alg: 'nOnE', typ: 'at+jwt' }, claims(), secret()),
  'no signature': () => `${encode(good)}.${encode(claims())}.`,
  'the signature of another token': () => {
    const [header, , signature] = signed(good, claims({ sub: randomUUID() }), secret()).split('.');
    return `${header}.${encode(claims())}.${signature}`;
  },
  'another secret': () => signed(good, claims(), 'another secret, as long as it has to be'),
  'an empty secret': () => signed(good, claims(), ''),
  'the secret of development': () => signed(good, claims(), 'frontdesk-development-secret-not-for-production'),
  'a key of its own': () => rsa({ alg: 'RS256', typ: 'at+jwt' }),
  'a key of its own, brought along': () => rsa({ alg: 'RS256', typ: 'at+jwt', jwk: jwk() }),
  'a key of its own, at a URL': () => rsa({ alg: 'RS256', typ: 'at+jwt', jku: 'https://evil.example/jwks' }),
  'a certificate of its own': () => rsa({ alg: 'RS256', typ: 'at+jwt', x5u: 'https://evil.example/cert' }),
  'a public key as a secret': () => signed(good, claims(), pem()),
  'a file as a key': () => signed({ ...good, kid: '../../../../dev/null' }, claims(), ''),
  'a statement as a key': () => signed({ ...good, kid: "x' UNION SELECT '' --" }, claims(), ''),
  'another hash': () => signed({ alg: 'HS512', typ: 'at+jwt' }, claims(), secret(), 'sha512'),
  'a header that must be understood': () => signed({ ...good, crit: ['x'], x: 1 }, claims(), secret()),
  'another type of token': () => signed({ alg: 'HS256', typ: 'JWT' }, claims(), secret()),
  'another issuer': () => signed(good, claims({ iss: 'evil' }), secret()),
  'another audience': () => signed(good, claims({ aud: 'others' }), secret()),
  'no issuer': () => signed(good, claims({ iss: undefined }), secret()),
  'its time over': () => signed(good, claims({ exp: now() - 1 }), secret()),
  'its time not come': () => signed(good, claims({ nbf: now() + 600 }), secret()),
  'no end': () => signed(good, claims({ exp: undefined }), secret()),
  'an end that is a text': () => signed(good, claims({ exp: 'tomorrow' }), secret()),
  'no session': () => signed(good, claims({ sid: undefined }), secret()),
  'a session that there is not': () => signed(good, claims({ sid: randomUUID() }), secret()),
  'a session that is no id': () => signed(good, claims({ sid: "' OR 1=1 --" }), secret()),
  'the session of somebody else': () =>
    signed(good, claims({ sid: target().ours.people.guest.sessionIds[0] }), secret()),
  'a hundred kilobytes': () => signed(good, claims({ x: 'x'.repeat(74_000) }), secret()).padEnd(100_000, 'A'),
  'a refresh token': () => `fdr_${'A'.repeat(43)}`,
  'a service key that there is not': () => `fdk_${'A'.repeat(43)}`,
  'no token': () => 'null',
};

describe('attack 10: forged tokens', () => {
  for (const [transport, ask] of Object.entries(transports))
    it.each(Object.entries(forged))(`attack 10: %s, over ${transport}`, async (_what, forge) => {
      const token = forge();
      if (transport === 'WebSocket') {
        await using wire = await openWire(open());
        wire.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
        // What is longer than any message may be is not even read.
        expect(await wire.closed).toBe(token.length > 64_000 ? 1009 : 4403);
        return;
      }
      const { data, errors } = await ask(open(), '{ viewer { email } }', {}, token);
      expect(data?.viewer ?? null).toBeNull();
      expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    });

  it.each(Object.entries(forged))('attack 10: %s answers 401', async (_what, forge) => {
    const answer = await fetch(`${open().url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${forge()}` },
      body: '{"query":"{ viewer { email } }"}',
    });
    await answer.text();
    expect(answer.status).toBe(401);
  });

  it.each(['guest', 'staff'] as const)('attack 10: a role in the token of a %s changes nothing', async (role) => {
    const { userId, sessionIds } = target().ours.people[role];
    const token = signed(
      good,
      claims({ sub: userId, sid: sessionIds[0], role: 'SUPER_ADMIN', roles: ['ADMIN'], scope: '*' }),
      secret(),
    );
    const { errors } = await transports.HTTP(open(), '{ users { totalCount } }', {}, token);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('attack 10: the same token, well made, is taken', async () => {
    const token = await new SignJWT({ sid: admin().sessionIds[0] })
      .setProtectedHeader(good)
      .setSubject(admin().userId)
      .setIssuer('frontdesk')
      .setAudience('frontdesk')
      .setExpirationTime('5m')
      .sign(new TextEncoder().encode(secret()));
    const { data } = await transports.HTTP(open(), '{ viewer { email } }', {}, token);
    expect(data.viewer.email).toBe(admin().email);
  });
});

const session = 'session { accessToken refreshToken } userErrors { code }';
const refresh = (at: { url: string }, refreshToken: string) =>
  transports.HTTP(at, `mutation ($t: String!) { refreshSession(input: { refreshToken: $t }) { ${session} } }`, {
    t: refreshToken,
  });

async function signedIn(person: Person) {
  const { data } = await transports.HTTP(
    open(),
    `mutation ($email: EmailAddress!, $password: String!) { signIn(input: { email: $email, password: $password }) { ${session} } }`,
    { email: person.email, password },
  );
  return data.signIn.session as { accessToken: string; refreshToken: string };
}

const isSignedIn = async (token: string) =>
  (await transports.HTTP(open(), '{ viewer { email } }', {}, token)).errors === undefined;

describe('attack 12: a refresh token that is used again', () => {
  it.each([0, 1, 2])('attack 12: after %s others have followed it, the family is over', async (between) => {
    const person = target().strangers[4] ?? target().admin;
    const first = await signedIn(person);
    const bystander = await signedIn(person);
    let last = first;
    // The one before the last may come twice: its answer may have been lost. Older ones may not.
    for (let step = 0; step <= between + 1; step++) {
      const { data } = await refresh(step % 2 === 0 ? open() : other(), last.refreshToken);
      expect(data.refreshSession.userErrors).toEqual([]);
      last = data.refreshSession.session;
    }
    const { data } = await refresh(other(), first.refreshToken);
    expect(data.refreshSession.session).toBeNull();
    expect(data.refreshSession.userErrors).toMatchObject([{ code: 'SESSION_OVER' }]);
    expect((await refresh(open(), last.refreshToken)).data.refreshSession.session).toBeNull();
    expect(await isSignedIn(last.accessToken)).toBe(false);
    // Another device of theirs is not concerned.
    expect(await isSignedIn(bystander.accessToken)).toBe(true);
  });

  it('attack 12: two who use it at the same time do not get two sessions', async () => {
    const { refreshToken } = await signedIn(target().strangers[4] ?? target().admin);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => refresh(index % 2 === 0 ? open() : other(), refreshToken)),
    );
    const tokens = answers.flatMap(({ data }) => data.refreshSession.session?.refreshToken ?? []);
    expect(new Set(tokens).size).toBeLessThanOrEqual(1);
  });

  it('attack 10: a token outlives no sign-out', async () => {
    const person = target().strangers[4] ?? target().admin;
    const token = await tokenOf(person, 1);
    expect(await isSignedIn(token)).toBe(true);
    await transports.HTTP(open(), 'mutation { signOut(input: {}) { userErrors { code } } }', {}, token);
    for (const transport of ['HTTP', 'SSE'] as const) {
      const { errors } = await transports[transport](other(), '{ viewer { email } }', {}, token);
      expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    }
    await using wire = await openWire(other());
    wire.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    expect(await wire.closed).toBe(4403);
  });
});
