import { AsyncLocalStorage } from 'node:async_hooks';
import { type Db, fromPrisma, PgBoss } from 'pg-boss';
import { Gauge, type Registry } from 'prom-client';
import type { App } from '../app.js';
import { afterCommit, type Transaction } from '../database/transaction.js';
import type { Job, Worker } from './job.js';

export interface Jobs {
  /**
   * Puts a job in the queue with the transaction: it is there if that commits, and not if it does not.
   */
  enqueue<Payload extends object>(
    tx: Transaction,
    job: Job<Payload>,
    payload: Payload,
    options?: { startAfter?: Date },
  ): Promise<void>;
  /** Makes the queues that are not there yet. Whoever starts need not ask for it. */
  prepare(jobs: readonly Worker[]): Promise<void>;
  /** Begins to work. */
  start(app: App, jobs: readonly Worker[]): Promise<void>;
  /** How the queues stand, for operators. */
  stats(): Promise<JobStats[]>;
  /** What was put aside, of one queue, the newest first. */
  deadJobs(name: string, limit: number): Promise<DeadJob[]>;
  /** Puts one of them back into its queue, with the transaction. Answers its queue; undefined when there is no such job. */
  retry(tx: Transaction, id: string): Promise<string | undefined>;
  /** Lets what runs end, for a few seconds; the rest is done again, here or elsewhere. */
  close(): Promise<void>;
}

export interface DeadJob {
  readonly id: string;
  readonly payload: object;
  readonly at: Date;
}

export interface JobStats {
  readonly name: string;
  /** When it is done by itself, as cron says it, or in words. Null: when somebody asks for it. */
  readonly schedule: string | null;
  readonly waiting: number;
  /** Of these, those that have failed before and will be tried again. */
  readonly retrying: number;
  readonly running: number;
  /** Tried as often as may be, and put aside. */
  readonly dead: number;
}

const pollSeconds = 1;
const patienceMs = 8_000;
const deadLetters = (name: string) => `${name}.dead`;

/** The queue in the database: the same on both engines, shared by all nodes. */
export function createJobs({ database, log }: Pick<App, 'database' | 'log'>): Jobs {
  // What has to be looked up to enqueue is looked up within the transaction, which has the only connection there may be.
  const within = new AsyncLocalStorage<Db>();
  const boss = new PgBoss({
    db: { executeSql: (text, values) => (within.getStore() ?? database.foreign).executeSql(text, values) },
    ...(database.engine === 'embedded' && { backend: 'pglite' }),
    // A queue that few use need not be looked at more often.
    superviseIntervalSeconds: 30,
    // Rebuilding indexes takes longer than a statement may.
    reindex: false,
    cronWorkerIntervalSeconds: 5,
  });
  boss.on('error', (error) => log.warn({ err: error }, 'The job queue will try again'));
  const names: string[] = [];
  const schedules = new Map<string, string>();
  const workers = new Map<string, string>();
  let started = false;

  /** Nothing comes of it while one waits already. */
  const again = async ({ name, every }: Worker) => {
    if (every !== undefined) await boss.send(name, every.payload, { startAfter: every.seconds, retryLimit: 0 });
  };

  /** So that this node need not wait for its next look at the queue. */
  const wake = (name: string) => {
    const worker = workers.get(name);
    if (worker !== undefined) boss.notifyWorker(worker);
  };

  const prepare = async (jobs: readonly Worker[]) => {
    started = true;
    await boss.start();
    const known = new Set((await boss.getQueues()).map(({ name }) => name));
    for (const job of jobs) if (!known.has(job.name)) await makeQueue(job);
  };

  const makeQueue = async (job: Worker) => {
    const dead = deadLetters(job.name);
    const { limit, delaySeconds } = job.retry;
    await boss.createQueue(dead);
    await boss.createQueue(job.name, {
      retryLimit: limit,
      retryDelay: delaySeconds,
      retryBackoff: delaySeconds > 0,
      deadLetter: dead,
      expireInSeconds: 300,
      // A worker that does not say so often that it lives has died: its job goes to another.
      heartbeatSeconds: 30,
      // Of what is done again and again, one waits at the most, however many nodes put it there.
      policy: job.every === undefined ? 'standard' : 'short',
    });
  };

  const work = async (app: App, job: Worker) => {
    names.push(job.name);
    const when = job.schedule?.cron ?? (job.every === undefined ? undefined : `every ${job.every.seconds} s`);
    if (when !== undefined) schedules.set(job.name, when);
    const worker = await boss.work(job.name, { pollingIntervalSeconds: pollSeconds }, async ([claimed]) => {
      if (claimed === undefined) return;
      // Where there is one there may be more: looks at once when this one is done.
      if (job.every === undefined) wake(job.name);
      try {
        await job.handle(app, claimed.data);
      } catch (error) {
        log.warn({ err: error, job: job.name, jobId: claimed.id }, 'A job failed');
        throw error;
      } finally {
        await again(job);
      }
    });
    workers.set(job.name, worker);
    await again(job);
    // Should it ever not be put there again, this is what brings it back.
    if (job.every !== undefined) await boss.schedule(job.name, '* * * * *', job.every.payload);
    if (job.schedule !== undefined) await boss.schedule(job.name, job.schedule.cron, job.schedule.payload);
  };

  const stats = async (): Promise<JobStats[]> => {
    const rows = await database.query<{ name: string; state: string; count: number }>(
      'SELECT name, state::text AS state, count(*)::int AS count FROM pgboss.job WHERE name = ANY($1::text[]) GROUP BY name, state',
      [[...names, ...names.map(deadLetters)]],
    );
    const count = (name: string, ...states: string[]) =>
      rows.filter((row) => row.name === name && states.includes(row.state)).reduce((sum, row) => sum + row.count, 0);
    return names.map((name) => ({
      name,
      schedule: schedules.get(name) ?? null,
      waiting: count(name, 'created', 'retry'),
      retrying: count(name, 'retry'),
      running: count(name, 'active'),
      dead: count(deadLetters(name), 'created'),
    }));
  };

  return {
    async enqueue(tx, job, payload, { startAfter } = {}) {
      const db = fromPrisma(tx);
      const options = { db, ...(startAfter !== undefined && { startAfter }) };
      const checked = job.check(payload);
      await within.run(db, () => boss.send(job.name, checked, options));
      if (startAfter === undefined) afterCommit(tx, () => wake(job.name));
    },
    prepare,
    async start(app, jobs) {
      await prepare(jobs);
      for (const job of jobs) await work(app, job);
      measure(app.metrics.registry, stats);
    },
    stats,
    deadJobs: (name, limit) =>
      database.query<DeadJob>(
        `SELECT id::text AS id, data AS payload, created_on AS at FROM pgboss.job
         WHERE name = $1 AND state = 'created' ORDER BY created_on DESC, id LIMIT $2`,
        [deadLetters(name), limit],
      ),
    async retry(tx, id) {
      const db = fromPrisma(tx);
      const [row] = await tx.$queryRaw<Array<{ name: string; data: object }>>`
        DELETE FROM pgboss.job WHERE id = ${id}::uuid AND state = 'created' AND name = ANY(${names.map(deadLetters)}::text[])
        RETURNING name, data`;
      const name = names.find((one) => deadLetters(one) === row?.name);
      if (row === undefined || name === undefined) return undefined;
      await within.run(db, () => boss.send(name, row.data, { db }));
      afterCommit(tx, () => wake(name));
      return name;
    },
    async close() {
      if (started) await boss.stop({ graceful: true, timeout: patienceMs });
    },
  };
}

/** Asked for when Prometheus asks. */
function measure(registry: Registry, stats: () => Promise<JobStats[]>): void {
  if (registry.getSingleMetric('frontdesk_jobs') !== undefined) return;
  new Gauge({
    name: 'frontdesk_jobs',
    help: 'Jobs in the queue of the database, by what they are and how they stand.',
    labelNames: ['job', 'state'],
    registers: [registry],
    async collect() {
      for (const { name, waiting, running, dead } of await stats().catch(() => [])) {
        this.set({ job: name, state: 'waiting' }, waiting);
        this.set({ job: name, state: 'running' }, running);
        this.set({ job: name, state: 'dead' }, dead);
      }
    },
  });
}
