import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { transact } from '../../src/database/transaction.js';
import { type RunningApp, startApp } from '../support/app.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running.close());

it.skipIf(inject('engine') === 'embedded')(
  'T11: outlives connections that are killed while they are in use',
  async () => {
    const { database } = running.app;
    const killed = transact(database, async (tx) => {
      const rows = await tx.$queryRaw<Array<{ pid: number }>>`SELECT pg_backend_pid() AS pid`;
      await database.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]).catch(() => {});
      // Nothing is asked of the connection while it dies.
      await new Promise((resolve) => setTimeout(resolve, 200));
      await tx.$queryRaw`SELECT 1`;
    });
    await expect(killed).rejects.toThrow();
    expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  },
);
