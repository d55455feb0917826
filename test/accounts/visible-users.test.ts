import { afterAll, beforeAll, expect, it } from 'vitest';
import { hashSecret, newSecret } from '../../src/accounts/tokens.js';
import type { Property, User } from '../../src/generated/prisma/client.js';
import { type RunningApp, startApp } from '../support/app.js';
import { aMember, aProperty, aUser, signedIn } from '../support/factories.js';

let running: RunningApp;
let hotel: Property;
let member: User;
beforeAll(async () => {
  running = await startApp();
  hotel = await aProperty(running.app);
  member = (await aMember(running.app, hotel, 'STAFF')).user;
});
afterAll(() => running.close());

const idOf = ({ id }: { id: string }) => Buffer.from(`User:${id}`).toString('base64');

async function sees(token: string | null, user: User): Promise<boolean> {
  const document = 'query ($id: ID!) { node(id: $id) { id ... on User { name avatarUrl } } }';
  const answer = await running.ask(document, { id: idOf(user) }, token);
  expect(answer.errors).toBeUndefined();
  if (answer.data.node === null) return false;
  expect(answer.data.node.name).toBe(user.name);
  return true;
}

async function aKey(scopes: string[], propertyId: string | null): Promise<string> {
  const { secret } = newSecret('fdk');
  await running.app.database.prisma.serviceKey.create({
    data: { name: 'Key', prefix: 'fdk_', hash: hashSecret(secret), scopes, propertyId },
  });
  return secret;
}

it('A4: shows nobody to who is not signed in', async () => {
  expect(await sees(null, member)).toBe(false);
});

it('A4: shows a member to nobody of another property, and to no guest', async () => {
  const elsewhere = (await aMember(running.app, await aProperty(running.app), 'OWNER')).user;
  const guest = await aUser(running.app);
  expect(await sees(await signedIn(running.app, elsewhere), member)).toBe(false);
  expect(await sees(await signedIn(running.app, guest), member)).toBe(false);
});

it('A4: shows me myself and those I work with', async () => {
  const colleague = (await aMember(running.app, hotel, 'MANAGER')).user;
  const token = await signedIn(running.app, colleague);
  expect(await sees(token, colleague)).toBe(true);
  expect(await sees(token, member)).toBe(true);
});

it('A4: shows everybody to platform admins', async () => {
  for (const role of ['ADMIN', 'SUPER_ADMIN'] as const)
    expect(await sees(await signedIn(running.app, await aUser(running.app, { role })), member)).toBe(true);
});

it('A4: shows a service key the people of its property, by its scope', async () => {
  const other = await aProperty(running.app);
  expect(await sees(await aKey(['properties:read'], null), member)).toBe(false);
  expect(await sees(await aKey(['accounts:read'], other.id), member)).toBe(false);
  expect(await sees(await aKey(['accounts:read'], hotel.id), member)).toBe(true);
  expect(await sees(await aKey(['accounts:read'], null), member)).toBe(true);
});
