import { afterAll, beforeAll, expect, it } from 'vitest';
import { hashSecret } from '../../src/accounts/tokens.js';
import type { User } from '../../src/generated/prisma/client.js';
import { type RunningApp, startApp } from '../support/app.js';
import { aUser, password, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { transports } from '../support/transports.js';
import { eventsOf, typesOf } from './events-of.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_SIGN_INS: '1000', LIMIT_ANONYMOUS_COST: '100000' });
});
afterAll(() => running.close());

interface Tokens {
  accessToken: string;
  refreshToken: string;
}

async function signIn(user: User): Promise<Tokens> {
  const answer = await running.ask(
    'mutation ($email: EmailAddress!, $password: String!) { signIn(input: { email: $email, password: $password }) { session { accessToken refreshToken } } }',
    { email: user.email, password },
  );
  return answer.data.signIn.session;
}

const refresh = async (refreshToken: string) =>
  (
    await running.ask(
      'mutation ($refreshToken: String!) { refreshSession(input: { refreshToken: $refreshToken }) { session { accessToken refreshToken expiresAt } viewer { email } userErrors { __typename code } } }',
      { refreshToken },
    )
  ).data.refreshSession;

const over = { session: null, viewer: null, userErrors: [{ __typename: 'NotAllowedError', code: 'SESSION_OVER' }] };

const works = async ({ accessToken }: Pick<Tokens, 'accessToken'>) =>
  (await running.ask('{ viewer { email } }', {}, accessToken)).status === 200;

const sessionsOf = (accessToken: string) =>
  running.ask(
    '{ viewer { sessions { totalCount nodes { id device address createdAt lastUsedAt current } } } }',
    {},
    accessToken,
  );

it('A1: refuses a refresh token that nobody has', async () => {
  expect(await refresh('fdr_unknown')).toEqual(over);
  expect(await refresh('')).toEqual(over);
});

it('A1: gives a fresh pair of tokens for a refresh token, in the same session', async () => {
  const user = await aUser(running.app);
  const first = await signIn(user);
  const second = (await refresh(first.refreshToken)).session;
  expect(second.refreshToken).not.toBe(first.refreshToken);
  expect(await works(second)).toBe(true);
  expect(await works(first)).toBe(true);
  expect((await sessionsOf(second.accessToken)).data.viewer.sessions.totalCount).toBe(1);
  expect((await refresh(second.refreshToken)).userErrors).toEqual([]);
});

/** As if the token had been used so long ago. */
const usedAgo = (refreshToken: string, seconds: number) =>
  running.app.database.prisma.refreshToken.update({
    where: { hash: hashSecret(refreshToken) },
    data: { usedAt: new Date(Date.now() - seconds * 1_000) },
  });

it('A1: ends the session when a refresh token is used twice', async () => {
  const user = await aUser(running.app);
  const stolen = await signIn(user);
  const thief = (await refresh(stolen.refreshToken)).session;
  const elsewhere = await signIn(user);
  await usedAgo(stolen.refreshToken, 11);
  expect(await refresh(stolen.refreshToken)).toEqual(over);
  expect(await works(thief)).toBe(false);
  expect(await refresh(thief.refreshToken)).toEqual(over);
  expect(await works(elsewhere)).toBe(true);
  const events = await eventsOf(running.app, user.id);
  expect(events.slice(-2)).toMatchObject([
    { type: 'SessionEnded', payload: { reason: 'REFRESH_TOKEN_REUSED' } },
    { type: 'AccessChanged', payload: { userId: user.id, reason: 'SESSION_ENDED' } },
  ]);
});

it('A1: gives the same refresh token again to whoever lost the answer, for a moment', async () => {
  const { refreshToken } = await signIn(await aUser(running.app));
  const first = (await refresh(refreshToken)).session;
  await usedAgo(refreshToken, 5);
  const again = (await refresh(refreshToken)).session;
  expect(again.refreshToken).toBe(first.refreshToken);
  expect(await works(again)).toBe(true);
  // It is one token, whoever has it: good for once.
  const next = (await refresh(again.refreshToken)).session;
  expect(next.refreshToken).not.toBe(again.refreshToken);
  await usedAgo(again.refreshToken, 11);
  expect(await refresh(first.refreshToken)).toEqual(over);
  expect(await works(next)).toBe(false);
});

it('A1: ends the session when a refresh token comes again whose successor is used already, however soon', async () => {
  const { refreshToken } = await signIn(await aUser(running.app));
  const { session } = await refresh(refreshToken);
  const next = (await refresh(session.refreshToken)).session;
  expect(await refresh(refreshToken)).toEqual(over);
  expect(await works(next)).toBe(false);
});

it('A1: gives nothing again in a session that is over', async () => {
  const { refreshToken } = await signIn(await aUser(running.app));
  const { accessToken } = (await refresh(refreshToken)).session;
  await running.ask('mutation { signOut(input: {}) { endedSessions } }', {}, accessToken);
  expect(await refresh(refreshToken)).toEqual(over);
});

it('A1: gives one and the same to all of twenty that bring the same refresh token at once', async () => {
  const { refreshToken } = await signIn(await aUser(running.app));
  const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(refreshToken)));
  expect(new Set(answers.map(({ session }) => session?.refreshToken)).size).toBe(1);
  const [first] = answers;
  expect(await works(first.session)).toBe(true);
  expect((await refresh(first.session.refreshToken)).userErrors).toEqual([]);
});

it('A1: refuses the tokens of a session that has expired', async () => {
  const user = await aUser(running.app);
  const tokens = await signIn(user);
  await running.app.database.prisma.session.updateMany({
    where: { userId: user.id },
    data: { expiresAt: new Date(Date.now() - 1_000) },
  });
  expect(await works(tokens)).toBe(false);
  expect(await refresh(tokens.refreshToken)).toEqual(over);
});

it('A1: refuses to refresh for somebody who is disabled', async () => {
  const user = await aUser(running.app);
  const { refreshToken } = await signIn(user);
  await running.app.database.prisma.user.update({ where: { id: user.id }, data: { status: 'DISABLED' } });
  expect(await refresh(refreshToken)).toEqual(over);
});

const signOut = (accessToken: string | null, input: object = {}) =>
  running.ask(
    'mutation ($input: SignOutInput!) { signOut(input: $input) { endedSessions userErrors { code } } }',
    { input },
    accessToken,
  );

it('A1: signs out here, and nowhere else', async () => {
  expect((await signOut(null)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  const user = await aUser(running.app);
  const [here, there] = [await signIn(user), await signIn(user)];
  expect((await signOut(here.accessToken)).data.signOut).toEqual({ endedSessions: 1, userErrors: [] });
  expect([await works(here), await works(there)]).toEqual([false, true]);
  expect(await refresh(here.refreshToken)).toEqual(over);
  expect((await signOut(here.accessToken)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
});

it('A1: signs out everywhere', async () => {
  const user = await aUser(running.app);
  const all = [await signIn(user), await signIn(user), await signIn(user)] as const;
  expect((await signOut(all[0].accessToken, { everywhere: true })).data.signOut.endedSessions).toBe(3);
  for (const tokens of all) expect(await works(tokens)).toBe(false);
});

it('A1: lists my sessions with their devices, and none of others or of before', async () => {
  const user = await aUser(running.app);
  await signedIn(running.app, user, { device: 'Firefox on Windows' });
  await signedIn(running.app, user, { endedAt: new Date(), endReason: 'REVOKED' });
  await signedIn(running.app, user, { expiresAt: new Date(Date.now() - 1_000) });
  await signedIn(running.app, await aUser(running.app));
  const here = await signIn(user);
  const { sessions } = (await sessionsOf(here.accessToken)).data.viewer;
  expect(sessions.totalCount).toBe(2);
  expect(sessions.nodes.map(({ device, current }: Record<string, unknown>) => [device, current])).toEqual([
    ['Another program', true],
    ['Firefox on Windows', false],
  ]);
});

const revoke = (sessionId: string, accessToken: string) =>
  running.ask(
    'mutation ($sessionId: ID!) { revokeSession(input: { sessionId: $sessionId }) { session { id endedAt } userErrors { code } } }',
    { sessionId },
    accessToken,
  );

it('A4: knows nothing of the sessions of others', async () => {
  const [mine, theirs] = [await signIn(await aUser(running.app)), await signIn(await aUser(running.app))];
  const foreign = (await sessionsOf(theirs.accessToken)).data.viewer.sessions.nodes[0].id;
  const random = Buffer.from('Session:019a0000-0000-7000-8000-000000000000').toString('base64');
  const [refused, unknown] = [await revoke(foreign, mine.accessToken), await revoke(random, mine.accessToken)];
  expect(refused.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  expect(codes(unknown)).toEqual(codes(refused));
  expect(await works(theirs)).toBe(true);
  const node = '(id: $id) { id } }';
  for (const id of [foreign, random])
    expect((await running.ask(`query ($id: ID!) { node${node}`, { id }, mine.accessToken)).data).toEqual({
      node: null,
    });
});

it('A1: revokes a session on another device, and does so once', async () => {
  const user = await aUser(running.app);
  const [here, there] = [await signIn(user), await signIn(user)];
  const { nodes } = (await sessionsOf(here.accessToken)).data.viewer.sessions;
  const { id } = nodes.find(({ current }: { current: boolean }) => !current);
  const answer = await revoke(id, here.accessToken);
  expect(answer.data.revokeSession).toMatchObject({ session: { id, endedAt: expect.any(String) }, userErrors: [] });
  expect([await works(here), await works(there)]).toEqual([true, false]);
  const before = await typesOf(running.app, user.id);
  expect((await revoke(id, here.accessToken)).data.revokeSession.userErrors).toEqual([]);
  expect(await typesOf(running.app, user.id)).toEqual(before);
});

const reauthenticate = (fresh: string, accessToken: string | null) =>
  running.ask(
    'mutation ($accessToken: String!) { reauthenticate(input: { accessToken: $accessToken }) { viewer { email } expiresAt userErrors { code field } } }',
    { accessToken: fresh },
    accessToken,
  );

it('T7: takes a fresh token of the same person alone', async () => {
  const [ana, bo] = [await aUser(running.app), await aUser(running.app)];
  const [mine, theirs] = [await signIn(ana), await signIn(bo)];
  const { accessToken } = (await refresh(mine.refreshToken)).session;
  expect(codes(await reauthenticate(accessToken, null))).toEqual(['UNAUTHENTICATED']);
  expect(codes(await reauthenticate('nonsense', mine.accessToken))).toEqual(['UNAUTHENTICATED']);
  const foreign = await reauthenticate(theirs.accessToken, mine.accessToken);
  expect(foreign.data.reauthenticate).toEqual({
    viewer: null,
    expiresAt: null,
    userErrors: [{ code: 'NOT_ALLOWED', field: 'accessToken' }],
  });
  const answer = await reauthenticate(accessToken, mine.accessToken);
  expect(answer.data.reauthenticate).toEqual({
    viewer: { email: ana.email },
    expiresAt: expect.any(String),
    userErrors: [],
  });
});

const codes = (answer: { errors?: Array<{ extensions: { code: string } }> }) =>
  answer.errors?.map(({ extensions }) => extensions.code);

it.each(Object.entries(transports))(
  'threat 11: what ends the session ends the rest of its document, over %s',
  async (_name, ask) => {
    for (const end of [
      'signOut(input: {}) { endedSessions }',
      'eraseMyAccount(input: { password: $password }) { erased }',
    ]) {
      const user = await aUser(running.app, { name: 'Nobody yet' });
      const { data, errors } = await ask(
        running,
        `mutation${end.includes('$') ? ' ($password: String)' : ''} { ${end} updateProfile(input: { name: "Ghost" }) { userErrors { code } } }`,
        { password },
        await signedIn(running.app, user),
      );
      expect(errors?.[0]?.extensions?.code, JSON.stringify(errors)).toBe('UNAUTHENTICATED');
      expect(data?.updateProfile ?? null).toBeNull();
      expect(await running.app.database.prisma.user.count({ where: { id: user.id, name: 'Ghost' } })).toBe(0);
    }
  },
);

it('A2: who takes a role from themselves has it no more for the rest of the document', async () => {
  await aUser(running.app, { role: 'SUPER_ADMIN' });
  const me = await aUser(running.app, { role: 'SUPER_ADMIN' });
  const other = await aUser(running.app);
  const { data } = await running.ask(
    `mutation ($me: ID!, $other: ID!) {
      first: setUserRole(input: { userId: $me, role: USER }) { account { role } userErrors { code } }
      second: setUserRole(input: { userId: $other, role: ADMIN }) { userErrors { code } }
    }`,
    { me: globalId('User', me.id), other: globalId('User', other.id) },
    await signedIn(running.app, me),
  );
  expect(data.first.userErrors).toEqual([]);
  expect(data.second.userErrors).toEqual([{ code: 'NOT_ALLOWED' }]);
});
