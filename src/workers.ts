import { activityJobs } from './activity/jobs.js';
import { alertJobs } from './alerts/jobs.js';
import { announcementJobs } from './announcements/jobs.js';
import { auditJobs } from './audit/jobs.js';
import { bookingJobs } from './bookings/jobs.js';
import { sendBroadcast } from './broadcasts/send-broadcast.js';
import { dashboardJobs } from './dashboard/jobs.js';
import { housekeeping } from './jobs/housekeeping.js';
import type { Worker } from './jobs/job.js';
import { notificationJobs } from './notifications/jobs.js';
import { paymentJobs } from './payments/jobs.js';
import { endProviderStatuses } from './providers/jobs.js';
import { forgetTelegramUpdates } from './providers/telegram/forget.js';
import { sendTelegramReply } from './providers/telegram/send-reply.js';

/** What every node does in the background. */
export const workers: readonly Worker[] = [
  ...housekeeping,
  ...bookingJobs,
  ...paymentJobs,
  ...notificationJobs,
  ...announcementJobs,
  ...dashboardJobs,
  ...activityJobs,
  ...alertJobs,
  ...auditJobs,
  endProviderStatuses,
  sendBroadcast,
];

/** Where a Telegram bot is set up. */
export const telegramWorkers: readonly Worker[] = [sendTelegramReply, forgetTelegramUpdates];
