import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { aUser } from '../support/factories.js';
import { typesOf } from './events-of.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_ANONYMOUS_COST: '100000' });
});
afterAll(() => running.close());

const document = `mutation ($input: SignUpInput!) {
  signUp(input: $input) {
    session { accessToken refreshToken expiresAt } viewer { email role hasPassword user { name } settings { locale version } }
    userErrors { __typename code field }
  }
}`;
const signUp = async (input: object) =>
  (
    await running.ask(document, {
      input: { name: 'Mai', email: 'mai@example.com', password: 'a quiet river', ...input },
    })
  ).data.signUp;

it.each([
  ['too short', { password: 'ninechars' }, 'password'],
  ['too long', { password: 'abcde'.repeat(26) }, 'password'],
  ['common', { password: 'Password123' }, 'password'],
  ['one character over and over', { password: 'aaaaaaaaaaaa' }, 'password'],
  ['the address itself', { password: 'mai@example.com!' }, 'password'],
  ['no name', { name: '   ' }, 'name'],
  ['a name of two lines', { name: 'Mai\nAdmin' }, 'name'],
  ['a name that turns the direction of what is around it', { name: 'Mai\u202E' }, 'name'],
  ['a name of 101 characters', { name: 'x'.repeat(101) }, 'name'],
])('A1: refuses %s, and makes nothing', async (_what, input, field) => {
  const answer = await signUp(input);
  expect(answer).toMatchObject({ session: null, viewer: null, userErrors: [{ __typename: 'ValidationError', field }] });
  expect(await running.app.database.prisma.user.count({ where: { email: 'mai@example.com' } })).toBe(0);
});

it('A1: makes an account that is signed in, with settings and no rights', async () => {
  const answer = await signUp({ email: 'Mai@Example.com' });
  expect(answer.userErrors).toEqual([]);
  expect(answer.viewer).toEqual({
    email: 'mai@example.com',
    role: 'USER',
    hasPassword: true,
    user: { name: 'Mai' },
    settings: { locale: 'en', version: 1 },
  });
  const viewer = await running.ask('{ viewer { email } }', {}, answer.session.accessToken);
  expect(viewer.data.viewer).toEqual({ email: 'mai@example.com' });
  const user = await running.app.database.prisma.user.findUniqueOrThrow({ where: { email: 'mai@example.com' } });
  expect(user.passwordHash).toMatch(/^\$argon2id\$/);
  expect(await typesOf(running.app, user.id)).toEqual(['UserSignedUp', 'SessionStarted']);
});

it('A1: counts the length of a password in characters, not in bytes or units', async () => {
  expect((await signUp({ email: 'short@example.com', password: '😀😁😂😃😄' })).userErrors).toMatchObject([
    { code: 'PASSWORD_TOO_WEAK' },
  ]);
  const answer = await signUp({ email: 'long@example.com', password: '😀😁😂😃😄😅😆😇😈😉'.repeat(12) });
  expect(answer.userErrors).toEqual([]);
});

it('A1: refuses an address that is taken, in whatever case', async () => {
  const { email } = await aUser(running.app);
  const answer = await signUp({ email: email?.toUpperCase() });
  expect(answer.userErrors).toEqual([{ __typename: 'ValidationError', code: 'EMAIL_TAKEN', field: 'email' }]);
});

it('A1: makes one account of two sign-ups with one address at the same moment', async () => {
  const answers = await Promise.all([1, 2, 3].map(() => signUp({ email: 'twins@example.com' })));
  expect(answers.filter(({ session }) => session !== null)).toHaveLength(1);
  expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }: { code: string }) => code))).toEqual([
    'EMAIL_TAKEN',
    'EMAIL_TAKEN',
  ]);
});

it('A1: takes no field that gives rights', async () => {
  const answer = await running.ask(document, {
    input: { name: 'Eve', email: 'eve@example.com', password: 'a quiet river', role: 'SUPER_ADMIN' },
  });
  expect(answer.data).toBeUndefined();
  expect(answer.errors).toHaveLength(1);
});
