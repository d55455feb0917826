import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { Database } from '../../src/database/client.js';
import { transact } from '../../src/database/transaction.js';
import { append } from '../../src/realtime/append.js';
import { defineEvent, system } from '../../src/realtime/event.js';
import { type RunningApp, startApp } from '../support/app.js';
import { statementsOf } from '../support/count-queries.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running.close());

const happened = defineEvent({
  type: 'Happened',
  description: 'A test happened.',
  payload: z.object({ streams: z.array(z.string()), number: z.int() }),
  streams: ({ streams }) => streams,
});

const all = (stream: string) => running.app.realtime.log.read(stream, 0, 1_000);

it('F9: fifty writers over the same streams leave no hole, and no two of them wait for each other', async () => {
  const streams = ['test:c', 'test:a', 'test:b'];
  await Promise.all(
    Array.from({ length: 50 }, (_, number) =>
      transact(running.app.database, async (tx) => {
        const mine = number % 3 === 0 ? streams : number % 3 === 1 ? streams.slice(1) : [...streams].reverse();
        append(tx, happened(system, { streams: mine, number }));
        if (number % 10 === 9) throw new Error('rolled back');
      }).catch((error: Error) => expect(error.message).toBe('rolled back')),
    ),
  );
  for (const stream of streams) {
    const events = await all(stream);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.some(({ payload }) => (payload as { number: number }).number % 10 === 9)).toBe(false);
    expect((await running.app.realtime.log.head(stream)).seq).toBe(events.length);
  }
  expect(await all('test:a')).toHaveLength(45);
});

it('F9: events of one transaction keep their order, in one statement, and are told of after the commit alone', async () => {
  const told: string[] = [];
  running.app.database.onAppended((pokes) => told.push(...pokes.map(({ stream, seq }) => `${stream} ${seq}`)));
  const statements = await statementsOf(() =>
    transact(running.app.database, async (tx) => {
      for (const number of [1, 2, 3]) append(tx, happened(system, { streams: ['test:order'], number }));
      expect(told).toEqual([]);
    }),
  );
  // On the embedded database, transactions do not pass by the counter.
  if (running.app.database.engine === 'postgresql')
    expect(statements.filter((text) => /INSERT INTO event/.test(text))).toHaveLength(1);
  expect(told).toEqual(['test:order 3']);
  expect((await all('test:order')).map(({ payload }) => (payload as { number: number }).number)).toEqual([1, 2, 3]);
});

it.each<[what: string, ask: (database: Database) => Promise<unknown>]>([
  ['Prisma', ({ prisma }) => prisma.user.count()],
  ['a query', ({ query }) => query('SELECT 1')],
  ['a script', ({ script }) => script('SELECT 1')],
  ['the queue', async ({ foreign }) => foreign.executeSql('SELECT 1')],
  ['a lock', ({ exclusively }) => exclusively(1, async () => 1)],
])('inside a transaction, the client around it is refused at once: %s', async (_what, ask) => {
  await expect(transact(running.app.database, async () => ask(running.app.database))).rejects.toThrow(
    /use the transaction/,
  );
});
