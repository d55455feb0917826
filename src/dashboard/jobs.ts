import { z } from 'zod';
import { defineJob } from '../jobs/job.js';
import { addUpTallies } from './add-up-tallies.js';

export const dashboardJobs = [
  defineJob({
    name: 'add-up-tallies',
    payload: z.object({}),
    schedule: { cron: '* * * * *', payload: {} },
    run: async ({ database, log }) => log.debug({ rows: await addUpTallies(database) }, 'Added up tallies'),
  }),
] as const;
