import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { App } from '../../src/app.js';
import type { Database } from '../../src/database/client.js';
import { createJobs } from '../../src/jobs/jobs.js';

/** What the first node makes when it begins to work: so that not every test makes it anew. */
export async function makeQueueTables(database: Database): Promise<void> {
  const jobs = createJobs({ database, log: pino({ level: 'silent' }) });
  await jobs.start({ metrics: { registry: new Registry() } } as unknown as App, []);
  await jobs.close();
}
