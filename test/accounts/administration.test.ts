import { afterAll, beforeAll, expect, it } from 'vitest';
import type { User } from '../../src/generated/prisma/client.js';
import { type Answer, type RunningApp, startApp } from '../support/app.js';
import { aUser, signedIn } from '../support/factories.js';
import { eventsOf } from './events-of.js';

let running: RunningApp;
let admin: string;
let superAdmin: User;
let superToken: string;
beforeAll(async () => {
  running = await startApp();
  admin = await signedIn(running.app, await aUser(running.app, { role: 'ADMIN', name: 'Ada Admin' }));
  superAdmin = await aUser(running.app, { role: 'SUPER_ADMIN', name: 'Sue Super' });
  superToken = await signedIn(running.app, superAdmin);
});
afterAll(() => running.close());

const idOf = ({ id }: { id: string }) => Buffer.from(`User:${id}`).toString('base64');
const random = idOf({ id: '019a0000-0000-7000-8000-000000000000' });

const status = (userId: string, to: string, token: string | null, idempotencyKey?: string) =>
  running.ask(
    `mutation ($input: SetUserStatusInput!) { setUserStatus(input: $input) {
      account { status allowedTransitions } userErrors { __typename code ... on InvalidTransitionError { from allowed } } } }`,
    { input: { userId, status: to, idempotencyKey } },
    token,
  );
const role = (userId: string, to: string, token: string | null) =>
  running.ask(
    'mutation ($input: SetUserRoleInput!) { setUserRole(input: $input) { account { role } userErrors { code } } }',
    { input: { userId, role: to } },
    token,
  );
const users = (args: string, token: string | null) =>
  running.ask(`{ users${args} { totalCount nodes { id name email role status } } }`, {}, token);

const notAllowed = [{ code: 'NOT_ALLOWED' }];

it('A2: keeps the administration from everybody else', async () => {
  const user = await aUser(running.app);
  const token = await signedIn(running.app, user);
  for (const ask of [users('', null), status(idOf(user), 'DISABLED', null), role(idOf(user), 'ADMIN', null)])
    expect((await ask).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  expect((await users('', token)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  expect((await status(idOf(user), 'DISABLED', token)).data.setUserStatus.userErrors).toMatchObject(notAllowed);
  expect((await role(idOf(user), 'SUPER_ADMIN', token)).data.setUserRole.userErrors).toMatchObject(notAllowed);
});

it('A2: lets super admins alone make admins, or touch them', async () => {
  const user = await aUser(running.app);
  expect((await role(idOf(user), 'ADMIN', admin)).data.setUserRole.userErrors).toEqual(notAllowed);
  expect((await role(idOf(user), 'ADMIN', superToken)).data.setUserRole).toEqual({
    account: { role: 'ADMIN' },
    userErrors: [],
  });
  expect((await status(idOf(user), 'DISABLED', admin)).data.setUserStatus.userErrors).toMatchObject(notAllowed);
  expect(await eventsOf(running.app, user.id)).toEqual([
    { type: 'UserRoleChanged', payload: { userId: user.id, from: 'USER', to: 'ADMIN' } },
    { type: 'AccessChanged', payload: { userId: user.id, reason: 'ROLE_CHANGED' } },
  ]);
});

it('A2: takes rights from the next request on', async () => {
  const user = await aUser(running.app, { role: 'ADMIN' });
  const token = await signedIn(running.app, user);
  expect((await users('', token)).errors).toBeUndefined();
  await role(idOf(user), 'USER', superToken);
  expect((await users('', token)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
});

it('A2: knows nobody by an id that nobody has', async () => {
  expect((await status(random, 'DISABLED', admin)).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  expect((await role(random, 'ADMIN', superToken)).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
});

it('A2: locks somebody out of all their sessions at once, and lets them in again', async () => {
  const user = await aUser(running.app);
  const token = await signedIn(running.app, user);
  expect((await status(idOf(user), 'DISABLED', admin)).data.setUserStatus).toEqual({
    account: { status: 'DISABLED', allowedTransitions: ['ACTIVE'] },
    userErrors: [],
  });
  expect((await running.ask('{ viewer { email } }', {}, token)).errors).toMatchObject([
    { extensions: { code: 'UNAUTHENTICATED' } },
  ]);
  expect(await eventsOf(running.app, user.id)).toMatchObject([
    { type: 'UserStatusChanged', payload: { from: 'ACTIVE', to: 'DISABLED' } },
    { type: 'SessionEnded', payload: { reason: 'USER_DISABLED' } },
    { type: 'AccessChanged', payload: { reason: 'SESSION_ENDED' } },
    { type: 'AccessChanged', payload: { reason: 'USER_DISABLED' } },
  ]);
  expect((await status(idOf(user), 'ACTIVE', admin)).data.setUserStatus.account.status).toBe('ACTIVE');
  expect((await running.ask('{ viewer { email } }', {}, token)).status).toBe(401);
});

it.each([
  ['DISABLED', 'DISABLED', ['ACTIVE']],
  ['ACTIVE', 'ERASED', ['DISABLED']],
  ['ERASED', 'ACTIVE', []],
] as const)('A2: refuses to make %s into %s', async (from, to, allowed) => {
  const user = await aUser(running.app, { status: from });
  const answer = await status(idOf(user), to, superToken);
  expect(answer.data.setUserStatus.userErrors).toEqual([
    { __typename: 'InvalidTransitionError', code: 'INVALID_TRANSITION', from, allowed },
  ]);
});

it('A2: answers a repeated request as it did the first', async () => {
  const user = await aUser(running.app);
  const first = await status(idOf(user), 'DISABLED', admin, 'lock-out');
  expect((await status(idOf(user), 'DISABLED', admin, 'lock-out')).data).toEqual(first.data);
  expect((await status(idOf(user), 'ACTIVE', admin, 'lock-out')).data.setUserStatus.userErrors).toMatchObject([
    { code: 'IDEMPOTENCY_MISMATCH' },
  ]);
});

it('A2: never loses the last super admin, even when two go for each other at once', async () => {
  const last = [{ code: 'LAST_SUPER_ADMIN' }];
  expect((await role(idOf(superAdmin), 'ADMIN', superToken)).data.setUserRole.userErrors).toEqual(last);
  expect((await status(idOf(superAdmin), 'DISABLED', superToken)).data.setUserStatus.userErrors).toMatchObject(last);
  const second = await aUser(running.app, { role: 'SUPER_ADMIN' });
  const secondToken = await signedIn(running.app, second);
  await Promise.all([role(idOf(second), 'USER', superToken), role(idOf(superAdmin), 'USER', secondToken)]);
  const left = await running.app.database.prisma.user.findMany({
    where: { role: 'SUPER_ADMIN' },
    select: { id: true },
  });
  expect(left).toHaveLength(1);
  await running.app.database.prisma.user.update({ where: { id: superAdmin.id }, data: { role: 'SUPER_ADMIN' } });
});

it('A2: finds people by name or address, role and status', async () => {
  const odd = await aUser(running.app, { name: '100%_Odd\\Name', email: 'odd.one@example.org', status: 'DISABLED' });
  const names = async (args: string) =>
    (await users(args, admin)).data.users.nodes.map(({ name }: { name: string }) => name);
  for (const search of ['100%_odd', 'odd\\\\name', 'ODD.ONE@'])
    expect(await names(`(search: "${search}")`)).toEqual([odd.name]);
  expect(await names('(search: "100x_Odd")')).toEqual([]);
  expect(await names('(search: "%%%")')).toEqual([]);
  expect(await names('(search: "Name", status: DISABLED)')).toEqual([odd.name]);
  expect(await names('(search: "Sue", role: SUPER_ADMIN)')).toEqual(['Sue Super']);
  expect(await names('(search: "Sue", role: USER)')).toEqual([]);
  expect((await users('(search: "Sue")', admin)).data.users).toMatchObject({
    totalCount: 1,
    nodes: [{ id: idOf(superAdmin), email: superAdmin.email, role: 'SUPER_ADMIN', status: 'ACTIVE' }],
  });
});

it('A2: pages through everybody, the newest first, each once', async () => {
  const document =
    'query ($after: String) { users(first: 3, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }';
  const all: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const answer: Answer<Page> = await running.ask<Page>(document, { after }, admin);
    const { nodes, pageInfo } = answer.data?.users ?? nothing;
    all.push(...nodes.map(({ id }) => id));
    after = pageInfo.endCursor;
    more = pageInfo.hasNextPage;
  }
  expect(new Set(all).size).toBe(all.length);
  expect(all.length).toBe(await running.app.database.prisma.user.count());
});

interface Page {
  users: { nodes: Array<{ id: string }>; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
}
const nothing: Page['users'] = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };
