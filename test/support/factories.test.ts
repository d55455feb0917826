import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { aMember, aProperty, aUser, password, signedIn } from '../support/factories.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running.close());

it('makes people who can sign in, with the password and with a token', async () => {
  const user = await aUser(running.app);
  const answer = await running.ask(
    'mutation ($email: EmailAddress!, $password: String!) { signIn(input: { email: $email, password: $password }) { viewer { email } } }',
    { email: user.email, password },
  );
  expect(answer.data.signIn.viewer).toEqual({ email: user.email });
  const viewer = await running.ask('{ viewer { email } }', {}, await signedIn(running.app, user));
  expect(viewer.data.viewer).toEqual({ email: user.email });
});

it('makes properties and their members', async () => {
  const property = await aProperty(running.app, { kind: 'SALON' });
  const { user } = await aMember(running.app, property, 'OWNER');
  const found = await running.app.database.prisma.membership.findMany({ where: { userId: user.id } });
  expect(found).toMatchObject([{ propertyId: property.id, role: 'OWNER' }]);
});
