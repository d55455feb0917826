import { AsyncResource } from 'node:async_hooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { transact } from '../../src/database/transaction.js';
import { type RunningApp, startApp } from '../support/app.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running.close());

it('refuses the client inside a transaction at once, rather than to wait for ever', async () => {
  const { database } = running.app;
  await expect(transact(database, () => database.prisma.user.count())).rejects.toThrow(/use the transaction/);
});

it('lets others look things up in the turn in which a transaction does', async () => {
  const { database } = running.app;
  const where = { id: crypto.randomUUID() };
  // Prisma sends the look-ups of one turn together, from where the first of them was asked: one of these meets it.
  const manyTurns = () =>
    Promise.all(
      Array.from({ length: 80 }, async (_, turns) => {
        for (let turn = 0; turn < turns + 40; turn++) await null;
        return database.prisma.user.findUnique({ where });
      }),
    );
  const outside = AsyncResource.bind(manyTurns);
  let others: ReturnType<typeof manyTurns> | undefined;
  await transact(database, async (tx) => {
    const mine = tx.user.findUnique({ where }).then((user) => user);
    // Awaited below: the embedded database lets nobody else in until this is over.
    others = outside();
    others.catch(() => {});
    await mine;
  });
  expect(new Set(await others)).toEqual(new Set([null]));
});
