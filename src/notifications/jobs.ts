import { z } from 'zod';
import { defineJob } from '../jobs/job.js';
import { forgetDeliveries } from './forget-deliveries.js';
import { forgetNotifications } from './forget-notifications.js';

export const notificationJobs = [
  defineJob({
    name: 'forget-notifications',
    payload: z.object({}),
    schedule: { cron: '53 * * * *', payload: {} },
    run: async ({ database, log }) => {
      const notifications = await forgetNotifications(database);
      log.info({ notifications, deliveries: await forgetDeliveries(database) }, 'Forgot old notifications');
    },
  }),
] as const;
