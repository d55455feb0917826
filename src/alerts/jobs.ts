import { z } from 'zod';
import { defineJob } from '../jobs/job.js';
import { evaluateRules } from './evaluate-rules.js';

export const alertJobs = [
  defineJob({
    name: 'evaluate-alert-rules',
    payload: z.object({}),
    every: { seconds: 20, payload: {} },
    run: async ({ database, log }) => {
      const outcome = await evaluateRules(database);
      if (outcome.raised + outcome.resolved > 0) log.info(outcome, 'Looked at the rules for alerts');
    },
  }),
] as const;
