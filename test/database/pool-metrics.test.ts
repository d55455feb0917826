import { expect, inject, it } from 'vitest';
import { startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';

it('D6: shows how busy the connections to the database are, where there are several', async () => {
  await using running = await startApp({ DATABASE_POOL: '3', LIMIT_EXECUTION_MS: '60000' });
  const { database } = running.app;
  const shown = async () => {
    const text = await (await fetch(`${running.url}/metrics`)).text();
    const lines = text.matchAll(/^frontdesk_database_connections\{state="(\w+)"\} (\d+)$/gm);
    return Object.fromEntries([...lines].map(([, state, count]) => [state, Number(count)]));
  };
  if (inject('engine') === 'embedded') return expect(await shown()).toEqual({});
  await database.exclusively(4_714, async (other) => {
    await other.script('BEGIN; LOCK TABLE property IN ACCESS EXCLUSIVE MODE');
    const waiting = Promise.allSettled(
      Array.from({ length: 8 }, () => database.query('SELECT count(*) FROM property')),
    );
    await eventually(async () => {
      const { waiting: inLine, ...connections } = await shown();
      expect(connections).toEqual({ open: 3, idle: 0 });
      expect(inLine).toBeGreaterThanOrEqual(5);
    });
    await other.script('COMMIT');
    await waiting;
  });
  await eventually(async () => {
    const { waiting, idle } = await shown();
    expect(waiting).toBe(0);
    expect(idle).toBeGreaterThan(0);
  });
});
