import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { aMember, aProperty, aUser, signedIn } from '../support/factories.js';
import { eventsOf } from './events-of.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running.close());

const idOf = ({ id }: { id: string }) => Buffer.from(`User:${id}`).toString('base64');

const run = (verb: 'blockUser' | 'unblockUser', userId: string, token: string | null, idempotencyKey?: string) =>
  running.ask(
    `mutation ($input: ${verb === 'blockUser' ? 'BlockUserInput' : 'UnblockUserInput'}!) { ${verb}(input: $input) { user { id name } userErrors { code field } } }`,
    { input: { userId, idempotencyKey } },
    token,
  );

const blocked = async (token: string) =>
  (await running.ask('{ viewer { blockedUsers { totalCount nodes { name } } } }', {}, token)).data.viewer.blockedUsers;

async function colleagues() {
  const property = await aProperty(running.app);
  const [{ user: ana }, { user: bo }] = [
    await aMember(running.app, property, 'STAFF'),
    await aMember(running.app, property, 'STAFF'),
  ];
  return { ana, bo, token: await signedIn(running.app, ana) };
}

it('A6: is for people who are signed in', async () => {
  const { bo } = await colleagues();
  expect((await run('blockUser', idOf(bo), null)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
});

it('A4: knows nobody whom I may not see, and says the same of an id that nobody has', async () => {
  const { token } = await colleagues();
  const stranger = await run('blockUser', idOf(await aUser(running.app)), token);
  const random = await run('blockUser', idOf({ id: '019a0000-0000-7000-8000-000000000000' }), token);
  expect(stranger.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  expect(random.errors?.map(({ message }) => message)).toEqual(stranger.errors?.map(({ message }) => message));
});

it('A6: refuses to block oneself', async () => {
  const { ana, token } = await colleagues();
  expect((await run('blockUser', idOf(ana), token)).data.blockUser).toEqual({
    user: null,
    userErrors: [{ code: 'INVALID_INPUT', field: 'userId' }],
  });
});

it('A6: blocks and unblocks, tells my devices, and nobody else', async () => {
  const { ana, bo, token } = await colleagues();
  expect((await run('blockUser', idOf(bo), token)).data.blockUser).toEqual({
    user: { id: idOf(bo), name: bo.name },
    userErrors: [],
  });
  await run('blockUser', idOf(bo), token);
  expect(await blocked(token)).toEqual({ totalCount: 1, nodes: [{ name: bo.name }] });
  expect((await run('unblockUser', idOf(bo), token)).data.unblockUser.userErrors).toEqual([]);
  await run('unblockUser', idOf(bo), token);
  expect(await blocked(token)).toEqual({ totalCount: 0, nodes: [] });
  const payload = { userId: ana.id, blockedUserId: bo.id };
  expect(await eventsOf(running.app, ana.id)).toEqual([
    { type: 'UserBlocked', payload },
    { type: 'UserUnblocked', payload },
  ]);
  expect(await eventsOf(running.app, bo.id)).toEqual([]);
});

it('A6: lets me unblock somebody who works elsewhere by now', async () => {
  const { bo, token } = await colleagues();
  await run('blockUser', idOf(bo), token);
  await running.app.database.prisma.membership.deleteMany({ where: { userId: bo.id } });
  expect((await run('unblockUser', idOf(bo), token)).data.unblockUser.userErrors).toEqual([]);
  expect((await run('unblockUser', idOf(bo), token)).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
});

it('A6: answers a repeated request as it did the first', async () => {
  const { bo, token } = await colleagues();
  const first = await run('blockUser', idOf(bo), token, 'block-bo');
  await run('unblockUser', idOf(bo), token);
  expect((await run('blockUser', idOf(bo), token, 'block-bo')).data).toEqual(first.data);
  expect((await blocked(token)).totalCount).toBe(0);
});
