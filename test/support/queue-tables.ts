import { pino } from 'pino';
import type { Database } from '../../src/database/client.js';
import type { Worker } from '../../src/jobs/job.js';
import { createJobs } from '../../src/jobs/jobs.js';

/** What the first node makes when it begins to work: so that not every test makes it anew. */
export async function makeQueueTables(database: Database): Promise<void> {
  const jobs = createJobs({ database, log: pino({ level: 'silent' }) });
  await jobs.prepare(await workers());
  await jobs.close();
}

const shared = globalThis as { frontdeskWorkers?: Promise<readonly Worker[]> };

/** Each project of the tests has a module graph of its own, but in one process the schema may be built once. */
function workers(): Promise<readonly Worker[]> {
  shared.frontdeskWorkers ??= import('../../src/workers.js').then((module) => module.workers);
  return shared.frontdeskWorkers;
}
