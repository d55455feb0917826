import argon2 from '@node-rs/argon2';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import type { User } from '../../src/generated/prisma/client.js';
import { type RunningApp, startApp } from '../support/app.js';
import { aUser, password } from '../support/factories.js';
import { eventsOf } from './events-of.js';

let running: RunningApp;
let ana: User;
beforeAll(async () => {
  running = await startApp({ LIMIT_SIGN_INS: '1000', LIMIT_ANONYMOUS_COST: '100000' });
  ana = await aUser(running.app, { email: 'ana@example.com', name: 'Ana' });
});
afterAll(() => running.close());

const document = `mutation ($email: EmailAddress!, $password: String!) {
  signIn(input: { email: $email, password: $password }) {
    session { accessToken refreshToken expiresAt } viewer { email user { name } } userErrors { code message field }
  }
}`;
const signIn = (email: string, attempt: string) => running.ask(document, { email, password: attempt });

it('A1: refuses whoever has no such account, password or right in the very same words', async () => {
  await aUser(running.app, { email: 'disabled@example.com', status: 'DISABLED' });
  await aUser(running.app, { email: 'elsewhere@example.com', passwordHash: null });
  const wrong = await signIn('ana@example.com', 'wrong');
  expect(wrong.data.signIn.userErrors).toMatchObject([{ code: 'CREDENTIALS_REFUSED' }]);
  const others = [
    await signIn('nobody@example.com', 'wrong'),
    await signIn('disabled@example.com', 'wrong'),
    await signIn('disabled@example.com', password),
    await signIn('elsewhere@example.com', ''),
    await signIn('elsewhere@example.com', 'nobody has this password'),
    await signIn('nobody@example.com', 'nobody has this password'),
    await signIn('ana@example.com', 'x'.repeat(5_000)),
  ];
  for (const other of others) expect(withoutCost(other)).toEqual(withoutCost(wrong));
});

// That they take equally long is not measured, since a busy machine would decide.
it.each([
  ['has an account', 'ana@example.com', 'wrong'],
  ['has none', 'nobody@example.com', 'wrong'],
  ['is disabled', 'disabled@example.com', password],
  ['has no password', 'elsewhere@example.com', 'wrong'],
])('threat 17: checks one argon2 hash for who %s', async (_who, email, attempt) => {
  // The real one, counted: it is what takes the time.
  const verify = vi.spyOn(argon2, 'verify');
  onTestFinished(() => verify.mockRestore());
  await signIn(email, attempt);
  expect(verify).toHaveBeenCalledTimes(1);
});

it('A1: opens a session whose token tells who asks', async () => {
  const opened = await signIn('ANA@example.com', password);
  expect(opened.data.signIn.userErrors).toEqual([]);
  const viewer = await running.ask('{ viewer { email } }', {}, opened.data.signIn.session.accessToken);
  expect(viewer.data).toEqual({ viewer: { email: 'ana@example.com' } });
});

it('A1: takes a password in whichever code points a keyboard sends it', async () => {
  await running.ask(
    'mutation { signUp(input: { name: "Zoé", email: "zoe@example.com", password: "cafe\\u0301 au lait" }) { userErrors { code } } }',
  );
  expect((await signIn('zoe@example.com', 'caf\u00e9 au lait')).data.signIn.userErrors).toEqual([]);
});

it('A1: tells the devices of the person, without secrets or addresses', async () => {
  await signIn('ana@example.com', password);
  const events = await eventsOf(running.app, ana.id);
  expect(events.at(-1)).toMatchObject({ type: 'SessionStarted', payload: { userId: ana.id } });
  expect(JSON.stringify(events)).not.toMatch(/fdr_|eyJ|127\.0\.0\.1|ana@/);
});

it('A1: keeps hashes of tokens alone', async () => {
  const { session } = (await signIn('ana@example.com', password)).data.signIn;
  const rows = await running.app.database.prisma.refreshToken.findMany();
  expect(session.refreshToken).toMatch(/^fdr_[\w-]{43}$/);
  expect(rows.every(({ hash }) => hash.length === 32)).toBe(true);
});

const withoutCost = ({ extensions: _, ...answer }: object & { extensions?: unknown }) => answer;
