import { z } from 'zod';
import { transact } from '../database/transaction.js';
import { defineJob } from '../jobs/job.js';
import { endStatuses } from './set-provider-status.js';

/** Who said when they would be back is back then. */
export const endProviderStatuses = defineJob({
  name: 'end-provider-statuses',
  payload: z.object({}),
  every: { seconds: 15, payload: {} },
  run: async ({ database }) => void (await transact(database, endStatuses)),
});
