import { afterAll, beforeAll, expect, it } from 'vitest';
import type { User } from '../../src/generated/prisma/client.js';
import { type RunningApp, startApp } from '../support/app.js';
import { aUser, password, signedIn } from '../support/factories.js';
import { typesOf } from './events-of.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_SIGN_INS: '1000' });
});
afterAll(() => running.close());

const change = (input: object, token: string | null) =>
  running.ask(
    'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { viewer { email } endedSessions userErrors { code field } } }',
    { input: { currentPassword: password, newPassword: 'a quiet river', ...input } },
    token,
  );

const works = async (token: string) => (await running.ask('{ viewer { email } }', {}, token)).status === 200;

const signsIn = async (user: User, attempt: string) =>
  (
    await running.ask(
      'mutation ($email: EmailAddress!, $password: String!) { signIn(input: { email: $email, password: $password }) { session { accessToken } } }',
      { email: user.email, password: attempt },
    )
  ).data.signIn.session !== null;

it('A1: changes a password for who is signed in alone', async () => {
  expect((await change({}, null)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
});

it.each([
  ['a wrong password', { currentPassword: 'wrong' }, 'CREDENTIALS_REFUSED', 'currentPassword'],
  ['a weak new one', { newPassword: 'password123' }, 'PASSWORD_TOO_WEAK', 'newPassword'],
])('A1: refuses %s, and ends nothing', async (_what, input, code, field) => {
  const user = await aUser(running.app);
  const [here, there] = [await signedIn(running.app, user), await signedIn(running.app, user)];
  expect((await change(input, here)).data.changePassword).toEqual({
    viewer: null,
    endedSessions: null,
    userErrors: [{ code, field }],
  });
  expect(await works(there)).toBe(true);
  expect(await typesOf(running.app, user.id)).toEqual([]);
});

it('A1: refuses an account that has no password here', async () => {
  const token = await signedIn(running.app, await aUser(running.app, { passwordHash: null }));
  expect((await change({}, token)).data.changePassword.userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
});

it('A1: ends all other sessions with the old password', async () => {
  const user = await aUser(running.app);
  const [here, ...others] = [
    await signedIn(running.app, user),
    await signedIn(running.app, user),
    await signedIn(running.app, user),
  ];
  expect((await change({}, here)).data.changePassword).toEqual({
    viewer: { email: user.email },
    endedSessions: 2,
    userErrors: [],
  });
  expect(await works(here)).toBe(true);
  for (const token of others) expect(await works(token)).toBe(false);
  expect([await signsIn(user, password), await signsIn(user, 'a quiet river')]).toEqual([false, true]);
  expect((await typesOf(running.app, user.id)).slice(0, 4)).toEqual([
    'PasswordChanged',
    'SessionEnded',
    'SessionEnded',
    'AccessChanged',
  ]);
  const ended = await running.app.database.prisma.session.findMany({
    where: { endedAt: { not: null }, userId: user.id },
  });
  expect(ended.map(({ endReason }) => endReason)).toEqual(['PASSWORD_CHANGED', 'PASSWORD_CHANGED']);
});

it('A1: lets one of two changes at once win', async () => {
  const user = await aUser(running.app);
  const token = await signedIn(running.app, user);
  const answers = await Promise.all(
    ['first of the two', 'second of the two'].map((newPassword) => change({ newPassword }, token)),
  );
  const codes = answers.flatMap(({ data }) => data.changePassword.userErrors.map(({ code }: { code: string }) => code));
  expect(codes).toEqual(['CREDENTIALS_REFUSED']);
});
