import { randomUUID } from 'node:crypto';
import { parse } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { transact } from '../../src/database/transaction.js';
import { assertAuthorized, guarded } from '../../src/policy/guard.js';
import { operationCost } from '../../src/schema/cost.js';
import { schema } from '../../src/schema/index.js';
import { write } from '../../src/schema/write.js';
import { type RunningApp, startApp } from '../support/app.js';
import { aMember, aProperty, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running.close());

const cost = (source: string, variables = {}) =>
  operationCost({ schema, document: parse(source), variables, context: { app: running.app } });

it('D7: a list costs as often as it is asked for, by literal or by variable', () => {
  expect(cost('{ viewer { email } }')).toBe(1);
  expect(cost('{ properties(first: 3) { totalCount nodes { id name } } }')).toBe(1 + 3);
  expect(cost('query ($n: Int) { properties(last: $n) { edges { cursor node { id } } } }', { n: 7 })).toBe(1 + 7);
  expect(cost('{ properties { nodes { id } } }')).toBe(1 + 50);
  expect(cost('{ properties(first: 10) { nodes { members(first: 20) { nodes { id } } } } }')).toBe(
    1 + 10 * (1 + 1 + 20),
  );
  // Caches ask for it everywhere.
  expect(
    cost('{ properties(first: 3) { __typename nodes { __typename id } pageInfo { __typename hasNextPage } } }'),
  ).toBe(cost('{ properties(first: 3) { nodes { id } pageInfo { hasNextPage } } }'));
  expect(cost('mutation { signOut(input: {}) { userErrors { code } } }')).toBeGreaterThanOrEqual(10);
});

it('D7: a page out of bounds is refused, not cut', async () => {
  for (const page of ['first: 0', 'first: 101', 'last: 101', 'first: -1', 'first: 1, last: 1', 'after: "bm8="']) {
    const { errors } = await running.ask(`{ properties(${page}) { totalCount nodes { id } } }`);
    expect([page, errors?.[0]?.extensions.code]).toEqual([page, 'BAD_USER_INPUT']);
  }
  expect((await running.ask('{ properties(first: 100) { totalCount } }')).errors).toBeUndefined();
});

it('D7: what costs too much is refused before it is executed', async () => {
  const page = 'properties(first: 100) { nodes { members(first: 100) { nodes { id } } } }';
  const { errors, data } = await running.ask(`{ ${page} }`);
  expect(errors?.[0]?.extensions.code).toBe('QUERY_TOO_COMPLEX');
  expect(data ?? null).toBeNull();
});

it('A3: a verb that never asked for its rights fails, and nothing of it is kept', async () => {
  const { app } = running;
  const request = { id: 'test', address: '', userAgent: '', transport: 'internal' as const };
  const email = `${randomUUID()}@example.com`;
  const forgetful = guarded('updateProperty', () =>
    write({ app, actor: null, request }, async (tx) => tx.user.create({ data: { name: 'Nobody', email } })),
  );
  await expect(forgetful).rejects.toThrow('never asked authorize()');
  expect(await app.database.prisma.user.count({ where: { email } })).toBe(0);
  expect(() => guarded('updateProperty', assertAuthorized)).toThrow('never asked authorize()');
  await expect(transact(app.database, async () => 1)).resolves.toBe(1);
});

it('A4: an id of another tenant answers exactly as one that nothing has, in every argument', async () => {
  const { prisma } = running.app.database;
  const theirs = await aProperty(running.app);
  const { membership } = await aMember(running.app, theirs, 'STAFF');
  const invitation = await prisma.invitation.create({
    data: {
      propertyId: theirs.id,
      email: 'x@example.com',
      role: 'STAFF',
      tokenHash: Buffer.from(randomUUID()),
      expiresAt: new Date(Date.now() + 60_000),
    },
  });
  const ours = await aProperty(running.app);
  const { user } = await aMember(running.app, ours, 'OWNER');
  const token = await signedIn(running.app, user);
  const arguments_: Array<[string, string, string]> = [
    [
      'Property',
      theirs.id,
      'mutation ($id: ID!) { updateProperty(input: { id: $id, name: "X" }) { userErrors { code } } }',
    ],
    [
      'Property',
      theirs.id,
      'mutation ($id: ID!) { setPropertyStatus(input: { id: $id, status: PAUSED }) { userErrors { code } } }',
    ],
    [
      'Property',
      theirs.id,
      'mutation ($id: ID!) { inviteMember(input: { propertyId: $id, email: "y@example.com", role: STAFF }) { userErrors { code } } }',
    ],
    ['Member', membership.id, 'mutation ($id: ID!) { removeMember(input: { id: $id }) { userErrors { code } } }'],
    [
      'Member',
      membership.id,
      'mutation ($id: ID!) { changeMemberRole(input: { id: $id, role: OWNER }) { userErrors { code } } }',
    ],
    [
      'Invitation',
      invitation.id,
      'mutation ($id: ID!) { revokeInvitation(input: { id: $id }) { userErrors { code } } }',
    ],
    ['User', membership.userId, 'mutation ($id: ID!) { blockUser(input: { userId: $id }) { userErrors { code } } }'],
    ['Member', membership.id, 'query ($id: ID!) { node(id: $id) { id } }'],
    ['Invitation', invitation.id, 'query ($id: ID!) { nodes(ids: [$id]) { id } }'],
    ['User', membership.userId, 'query ($id: ID!) { node(id: $id) { id } }'],
  ];
  for (const [type, id, document] of arguments_) {
    const foreign = await running.ask(document, { id: globalId(type, id) }, token);
    const random = await running.ask(document, { id: globalId(type, randomUUID()) }, token);
    expect(withoutRequest(foreign)).toEqual(withoutRequest(random));
    expect(foreign.errors?.[0]?.extensions.code ?? 'null').toMatch(/NOT_FOUND|null/);
  }
});

it('A4: what is no id at all is a mistake of the request, never an error of ours', async () => {
  const token = await signedIn(running.app, await aUser(running.app));
  for (const id of [
    '',
    'x',
    globalId('Property', 'x'),
    globalId('Member', randomUUID()),
    globalId('Property', "'; --"),
  ]) {
    const { errors } = await running.ask('query ($id: ID!) { property(id: $id) { id } }', { id }, token);
    expect([id, errors?.[0]?.extensions.code]).toEqual([id, 'BAD_USER_INPUT']);
  }
  const { data } = await running.ask('query ($id: ID!) { node(id: $id) { id } }', {
    id: globalId('Query', randomUUID()),
  });
  expect(data).toEqual({ node: null });
});

/** What differs from one request to the next. */
const withoutRequest = (answer: object) =>
  JSON.parse(
    JSON.stringify(answer, (name, value) => (name === 'requestId' || name === 'remaining' ? undefined : value)),
  );
