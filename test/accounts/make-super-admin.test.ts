import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeSuperAdmin } from '../../src/accounts/make-super-admin.js';
import { streamOf } from '../../src/realtime/streams.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aUser, signedIn } from '../support/factories.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running.close());

const unasked = () => Promise.reject(new Error('Nobody should have been asked for a password.'));
const make = (email: string | null, askPassword: () => Promise<string> = unasked) =>
  makeSuperAdmin(running.app.database, String(email), askPassword);
const ofEmail = (email: string) => running.app.database.prisma.user.findUnique({ where: { email } });
const events = (stream: string) =>
  running.app.database.prisma.event.findMany({ where: { stream }, orderBy: { seq: 'asc' } });

it('A2: whoever has the database makes somebody super admin, who is so at once, and administrators are told', async () => {
  const user = await aUser(running.app);
  const token = await signedIn(running.app, user);
  expect(await make(user.email)).toBe('PROMOTED');
  expect((await running.ask('{ viewer { role } }', {}, token)).data.viewer.role).toBe('SUPER_ADMIN');
  const change = {
    type: 'UserRoleChanged',
    actor: 'system',
    payload: { userId: user.id, from: 'USER', to: 'SUPER_ADMIN' },
  };
  expect(await events(streamOf.user(user.id))).toMatchObject([change, { type: 'AccessChanged' }]);
  await eventually(async () => expect(await events(streamOf.platform)).toMatchObject([change]));
});

it('A2: doing it again does nothing', async () => {
  const user = await aUser(running.app, { role: 'SUPER_ADMIN' });
  expect(await make(user.email)).toBe('ALREADY');
  expect(await events(streamOf.user(user.id))).toEqual([]);
});

it('A2: makes the account where nobody has the address, with a password that is good enough', async () => {
  const email = 'first@desk.example';
  await expect(make(email, async () => 'password12')).rejects.toMatchObject({ code: 'PASSWORD_TOO_WEAK' });
  expect(await ofEmail(email)).toBeNull();
  expect(await make(email, async () => 'seven quiet rivers')).toBe('CREATED');
  expect(await ofEmail(email)).toMatchObject({ name: 'first', role: 'SUPER_ADMIN' });
  const signIn = await running.ask(
    `mutation { signIn(input: { email: "${email}", password: "seven quiet rivers" }) { viewer { role } userErrors { code } } }`,
  );
  expect(signIn.data.signIn).toEqual({ viewer: { role: 'SUPER_ADMIN' }, userErrors: [] });
});

it('A2: refuses an account that was disabled', async () => {
  const user = await aUser(running.app, { status: 'DISABLED' });
  await expect(make(user.email)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  expect(await ofEmail(String(user.email))).toMatchObject({ role: 'USER' });
});
