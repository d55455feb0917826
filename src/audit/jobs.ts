import { z } from 'zod';
import { defineJob } from '../jobs/job.js';
import { forgetOldOrigins } from './forget-origins.js';

export const auditJobs = [
  defineJob({
    name: 'forget-origins',
    payload: z.object({}),
    schedule: { cron: '23 3 * * *', payload: {} },
    run: async ({ database, config, log }) =>
      log.info({ origins: await forgetOldOrigins(database, config.auditAddressDays) }, 'Forgot old addresses'),
  }),
] as const;
