import { z } from 'zod';
import { defineJob } from '../jobs/job.js';
import { forgetActivity } from './forget-activity.js';

export const activityJobs = [
  defineJob({
    name: 'forget-activity',
    payload: z.object({}),
    schedule: { cron: '47 3 * * *', payload: {} },
    run: async ({ database, config, log }) =>
      log.info({ rows: await forgetActivity(database, config.activityDays) }, 'Forgot old activity'),
  }),
] as const;
