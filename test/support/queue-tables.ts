import { pino } from 'pino';
import type { Database } from '../../src/database/client.js';
import { createJobs } from '../../src/jobs/jobs.js';
import { workers } from '../../src/workers.js';

/** What the first node makes when it begins to work: so that not every test makes it anew. */
export async function makeQueueTables(database: Database): Promise<void> {
  const jobs = createJobs({ database, log: pino({ level: 'silent' }) });
  await jobs.prepare(workers);
  await jobs.close();
}
