import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { forgetAnswers } from '../../src/schema/forget-answers.js';
import { type RunningApp, startApp } from '../support/app.js';
import { aMember, aProperty, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '100000' });
});
afterAll(() => running.close());

const create = `mutation ($input: CreatePropertyInput!) {
  createProperty(input: $input) { property { id name } userErrors { __typename code field } }
}`;
const wanted = (values: object = {}) => ({
  name: 'Once',
  slug: `once-${randomUUID()}`,
  kind: 'HOTEL',
  timeZone: 'UTC',
  currency: 'EUR',
  idempotencyKey: randomUUID(),
  ...values,
});
const aToken = async () => signedIn(running.app, await aUser(running.app));
const ask = async (input: object, token: string) => (await running.ask(create, { input }, token)).data.createProperty;

it('B6: the same key and body have the same answer, and it is done once', async () => {
  const token = await aToken();
  const input = wanted();
  const first = await ask(input, token);
  expect(await ask(input, token)).toEqual(first);
  expect(first.userErrors).toEqual([]);
  expect(await running.app.database.prisma.property.count({ where: { slug: input.slug } })).toBe(1);
});

it('B6: that is so for 24 hours: then the key may be used for something else', async () => {
  const { prisma } = running.app.database;
  const token = await aToken();
  const input = wanted();
  const first = await ask(input, token);
  const age = (hours: number) =>
    prisma.idempotency.updateMany({
      where: { key: input.idempotencyKey },
      data: { createdAt: new Date(Date.now() - hours * 3_600_000) },
    });
  await age(23.9);
  await forgetAnswers(running.app.database);
  expect(await ask(input, token)).toEqual(first);
  await age(24.1);
  await forgetAnswers(running.app.database);
  expect((await ask({ ...input, slug: `another-${randomUUID()}` }, token)).userErrors).toEqual([]);
});

it('B6: another body under the same key is a typed error', async () => {
  const token = await aToken();
  const input = wanted();
  await ask(input, token);
  expect(await ask({ ...input, name: 'Twice' }, token)).toEqual({
    property: null,
    userErrors: [{ __typename: 'IdempotencyMismatchError', code: 'IDEMPOTENCY_MISMATCH', field: 'idempotencyKey' }],
  });
});

it('B6: twenty equal requests at once make one property', async () => {
  const token = await aToken();
  const input = wanted();
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask(input, token)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0].userErrors).toEqual([]);
  expect(await running.app.database.prisma.property.count({ where: { slug: input.slug } })).toBe(1);
});

it('B6: the key of somebody else is another key', async () => {
  const key = randomUUID();
  for (const token of [await aToken(), await aToken()])
    expect((await ask(wanted({ idempotencyKey: key }), token)).userErrors).toEqual([]);
});

it('B6: what was refused may be tried again with the same key', async () => {
  const token = await aToken();
  const taken = wanted();
  await ask(taken, token);
  const input = wanted({ slug: taken.slug });
  expect((await ask(input, token)).userErrors).toMatchObject([{ code: 'SLUG_TAKEN' }]);
  const free = `free-${randomUUID().slice(0, 8)}`;
  await running.app.database.prisma.property.update({ where: { slug: taken.slug }, data: { slug: free } });
  expect((await ask(input, token)).userErrors).toEqual([]);
});

it.each(['inviteMember', 'revokeInvitation', 'removeMember'])(
  'B6: who has lost the right to do it does not get the answer of %s again',
  async (name) => {
    const { app } = running;
    const property = await aProperty(app);
    const { user, membership } = await aMember(app, property, 'MANAGER');
    const other = await aMember(app, property, 'STAFF');
    const token = await signedIn(app, user);
    const propertyId = globalId('Property', property.id);
    const key = randomUUID();
    const invite = (values: object) =>
      running.ask(
        'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { invitation { id } token userErrors { code } } }',
        { input: { propertyId, email: `${key}@example.com`, role: 'STAFF', ...values } },
        token,
      );
    const invited = name === 'revokeInvitation' ? (await invite({})).data.inviteMember.invitation.id : '';
    const byId = (input: string, id: string) =>
      running.ask(
        `mutation ($id: ID!, $key: String) { ${name}(input: { ${input}: $id, idempotencyKey: $key }) { userErrors { code } } }`,
        { id, key },
        token,
      );
    const ask = () => {
      if (name === 'inviteMember') return invite({ idempotencyKey: key });
      return name === 'revokeInvitation' ? byId('id', invited) : byId('id', globalId('Member', other.membership.id));
    };
    expect((await ask()).data[name].userErrors).toEqual([]);
    expect((await ask()).data[name].userErrors).toEqual([]);
    await app.database.prisma.membership.delete({ where: { id: membership.id } });
    const { data, errors } = await ask();
    expect(data?.[name] ?? null).toBeNull();
    expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  },
);
