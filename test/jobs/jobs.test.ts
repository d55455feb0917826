import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { transact } from '../../src/database/transaction.js';
import { housekeeping } from '../../src/jobs/housekeeping.js';
import { defineJob, type Job } from '../../src/jobs/job.js';
import { createJobs, type Jobs } from '../../src/jobs/jobs.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aUser, signedIn } from '../support/factories.js';

let running: RunningApp;
let jobs: Jobs;
const done: string[] = [];
let failuresLeft = 0;

const greet = defineJob({
  name: 'test-greet',
  payload: z.object({ name: z.string().min(1) }),
  retry: { limit: 2, delaySeconds: 0 },
  async run(_app, { name }) {
    if (failuresLeft-- > 0) throw new Error('not yet');
    done.push(name);
  },
});
const doomed = defineJob({
  name: 'test-doomed',
  payload: z.object({}),
  retry: { limit: 1, delaySeconds: 0 },
  run: async () => {
    done.push('doomed');
    throw new Error('never');
  },
});

const enqueue = <P extends object>(job: Job<P>, payload: P, options?: { startAfter?: Date }) =>
  transact(running.app.database, (tx) => jobs.enqueue(tx, job, payload, options));

beforeAll(async () => {
  running = await startApp();
  jobs = createJobs(running.app);
  await jobs.start(running.app, [greet, doomed]);
});
afterAll(async () => {
  await jobs.close();
  await running.close();
});

it('D8: runs what a transaction put in, and nothing of one that was rolled back', async () => {
  await expect(
    transact(running.app.database, async (tx) => {
      await jobs.enqueue(tx, greet, { name: 'nobody' });
      throw new Error('rolled back');
    }),
  ).rejects.toThrow('rolled back');
  await enqueue(greet, { name: 'Ana' });
  await eventually(() => expect(done).toContain('Ana'));
  expect(done).not.toContain('nobody');
});

it('D8: refuses a payload that is none, before anything is written', async () => {
  await expect(enqueue(greet, { name: '' })).rejects.toThrow();
});

it('D8: tries again what failed', async () => {
  failuresLeft = 2;
  await enqueue(greet, { name: 'Ben' });
  await eventually(() => expect(done).toContain('Ben'));
  expect(failuresLeft).toBe(-1);
});

it('D8: puts aside what failed too often, visibly', async () => {
  await enqueue(doomed, {});
  await eventually(async () =>
    expect(await jobs.stats()).toContainEqual({ name: 'test-doomed', waiting: 0, running: 0, dead: 1 }),
  );
  expect(done.filter((name) => name === 'doomed')).toHaveLength(2);
});

it('D8: waits with what is for later', async () => {
  await enqueue(greet, { name: 'Cem' }, { startAfter: new Date(Date.now() + 3_600_000) });
  await eventually(async () =>
    expect(await jobs.stats()).toContainEqual(expect.objectContaining({ name: 'test-greet', waiting: 1 })),
  );
  expect(done).not.toContain('Cem');
});

it('D8: gives a job that its worker died with to another', async () => {
  await using other = await startApp();
  const claimed = createJobs(other.app);
  let runs = 0;
  const slow = defineJob({
    name: 'test-slow',
    payload: z.object({}),
    run: async () => {
      runs++;
      // As a worker that was killed: it never comes back.
      if (runs === 1) await new Promise(() => {});
    },
  });
  await claimed.start(other.app, [slow]);
  await transact(other.app.database, (tx) => claimed.enqueue(tx, slow, {}));
  await eventually(() => expect(runs).toBe(1));
  // Its time is up.
  await other.app.database.query(
    `UPDATE pgboss.job SET started_on = now() - interval '1 hour', expire_seconds = 1 WHERE name = 'test-slow'`,
  );
  await claimed.close();
  const successor = createJobs(other.app);
  await successor.start(other.app, [slow]);
  await eventually(() => expect(runs).toBe(2));
  await successor.close();
});

it('D8: schedules the housekeeping, once for all nodes', async () => {
  const rows = await running.app.database.query<{ name: string; cron: string }>(
    'SELECT name, cron FROM pgboss.schedule WHERE name = ANY($1::text[]) ORDER BY name',
    [housekeeping.map(({ name }) => name)],
  );
  expect(rows).toEqual(
    housekeeping
      .map(({ name, schedule }) => ({ name, cron: schedule?.cron }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  );
});

it('D6: tells Prometheus how the queues stand', async () => {
  const metrics = await (await fetch(`${running.url}/metrics`)).text();
  expect(metrics).toContain('frontdesk_jobs{job="sweep-sessions",state="waiting"} 0');
});

it('F9: housekeeping forgets old events and answers, and nothing newer; min_seq moves first', async () => {
  const { database } = running.app;
  await database.query(`INSERT INTO stream (id, seq) VALUES ('test:1', 3)`);
  await database.query(
    `INSERT INTO event (stream, seq, id, type, actor, payload, at)
     SELECT 'test:1', n, gen_random_uuid(), 'Happened', 'system', '{}', now() - make_interval(days => 9 - 4 * (n - 1)) FROM generate_series(1, 3) n`,
  );
  await database.query(
    `INSERT INTO idempotency (actor, key, operation, body_hash, created_at)
     VALUES ('a', 'old', 'x', '', now() - interval '25 hours'), ('a', 'new', 'x', '', now())`,
  );
  for (const job of housekeeping) await job.handle(running.app, {});
  expect(await running.app.realtime.log.head('test:1')).toEqual({ seq: 3, epoch: 1, minSeq: 2 });
  expect((await running.app.realtime.log.read('test:1', 0, 10)).map(({ seq }) => seq)).toEqual([2, 3]);
  expect(await database.query('SELECT key FROM idempotency')).toEqual([{ key: 'new' }]);
});

it('D8: what is done again and again waits once, and is done again after it was done', async () => {
  const count = async (condition: string) => {
    const [row] = await running.app.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pgboss.job WHERE name = 'sweep-holds' AND ${condition}`,
    );
    return row?.count ?? -1;
  };
  await eventually(async () => expect(await count(`state = 'completed'`)).toBeGreaterThan(1));
  expect(await count(`state = 'created'`)).toBeLessThanOrEqual(1);
});

it('D8: administrators see the queues, and put back what was put aside', async () => {
  const { app } = running;
  const admin = await signedIn(app, await aUser(app, { role: 'ADMIN' }));
  const broadcastId = randomUUID();
  const [row] = await app.database.query<{ id: string }>(
    `INSERT INTO pgboss.job (name, data) VALUES ('send-broadcast.dead', $1::jsonb) RETURNING id::text AS id`,
    [JSON.stringify({ broadcastId })],
  );
  const queues = '{ jobQueues { name schedule waiting retrying running dead deadJobs { id payload } } }';
  const queue = async () => {
    const { data, errors } = await running.ask(queues, {}, admin);
    expect(errors).toBeUndefined();
    return data.jobQueues.find(({ name }: { name: string }) => name === 'send-broadcast');
  };
  expect(await queue()).toMatchObject({
    schedule: null,
    dead: 1,
    deadJobs: [{ id: row?.id, payload: { broadcastId } }],
  });
  const retry = 'mutation ($id: ID!) { retryJob(input: { id: $id }) { queue userErrors { code } } }';
  const { data } = await running.ask(retry, { id: row?.id }, admin);
  expect(data.retryJob).toEqual({ queue: 'send-broadcast', userErrors: [] });
  await eventually(async () => expect(await queue()).toMatchObject({ waiting: 0, running: 0, dead: 0, deadJobs: [] }));
  expect((await running.ask(retry, { id: row?.id }, admin)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  const names = (await running.ask(queues, {}, admin)).data.jobQueues.map(({ name }: { name: string }) => name);
  expect(names).toEqual(expect.arrayContaining(['wake-conversations', 'evaluate-alert-rules', 'forget-origins']));
});
