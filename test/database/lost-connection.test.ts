import { afterAll, beforeAll, expect, inject, it } from 'vitest';
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
    const killed = database.exclusively(4_711, async (connection) => {
      const rows = await connection.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      // Nothing is asked of the connection while it dies.
      await database.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
      const gone = async () =>
        (await database.query('SELECT 1 FROM pg_stat_activity WHERE pid = $1', [rows[0]?.pid])).length;
      await expect.poll(gone).toBe(0);
      await connection.query('SELECT 1');
    });
    await expect(killed).rejects.toThrow();
    expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  },
);
