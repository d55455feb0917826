import { afterAll, beforeAll, expect, it } from 'vitest';
import { hashPassword } from '../../src/accounts/password.js';
import { type RunningApp, startApp } from '../support/app.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
  await running.app.database.prisma.user.create({
    data: { email: 'ana@example.com', name: 'Ana', passwordHash: await hashPassword('correct horse') },
  });
});
afterAll(() => running.close());

const signIn = `mutation ($email: EmailAddress!, $password: String!) {
  signIn(input: { email: $email, password: $password }) {
    session { accessToken refreshToken expiresAt } viewer { email user { name } } userErrors { code message field }
  }
}`;

it('A1: refuses a wrong password in the same words as an unknown address', async () => {
  const wrong = await running.ask(signIn, { email: 'ana@example.com', password: 'wrong' });
  const unknown = await running.ask(signIn, { email: 'nobody@example.com', password: 'wrong' });
  expect(wrong.data.signIn.userErrors).toMatchObject([{ code: 'CREDENTIALS_REFUSED' }]);
  expect(unknown).toEqual(wrong);
});

it('A1: opens a session whose token tells who asks', async () => {
  const opened = await running.ask(signIn, { email: 'ANA@example.com', password: 'correct horse' });
  expect(opened.data.signIn.userErrors).toEqual([]);
  const viewer = await running.ask('{ viewer { email } }', {}, opened.data.signIn.session.accessToken);
  expect(viewer.data).toEqual({ viewer: { email: 'ana@example.com' } });
});
