import { afterAll, beforeAll, expect, it } from 'vitest';
import type { User } from '../../src/generated/prisma/client.js';
import { type RunningApp, startApp } from '../support/app.js';
import { aUser, password, signedIn } from '../support/factories.js';
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

it('A1: ends the session when a refresh token is used twice', async () => {
  const user = await aUser(running.app);
  const stolen = await signIn(user);
  const thief = (await refresh(stolen.refreshToken)).session;
  const elsewhere = await signIn(user);
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

it('A1: lets one of twenty win that bring the same refresh token at once, and ends the session', async () => {
  const user = await aUser(running.app);
  const { refreshToken } = await signIn(user);
  const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(refreshToken)));
  const winners = answers.filter(({ session }) => session !== null);
  expect(winners).toHaveLength(1);
  expect(answers.filter(({ userErrors }) => userErrors[0]?.code === 'SESSION_OVER')).toHaveLength(19);
  expect(await works(winners[0].session)).toBe(false);
  expect(await refresh(winners[0].session.refreshToken)).toEqual(over);
  const types = await typesOf(running.app, user.id);
  expect(types.filter((type) => type === 'SessionEnded')).toHaveLength(1);
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
