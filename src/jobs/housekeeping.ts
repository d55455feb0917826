import { z } from 'zod';
import { sweepSessions } from '../accounts/sweep-sessions.js';
import { sweepAttachments } from '../attachments/sweep-attachments.js';
import { forgetBroadcasts } from '../broadcasts/forget-broadcasts.js';
import { wakeConversations } from '../messaging/wake-conversations.js';
import { forgetOldEvents } from '../realtime/retention.js';
import { forgetAnswers } from '../schema/forget-answers.js';
import { defineJob } from './job.js';

const nothing = z.object({});

/** What a database that is used would otherwise fill with. */
export const housekeeping = [
  defineJob({
    name: 'wake-conversations',
    payload: nothing,
    schedule: { cron: '* * * * *', payload: {} },
    run: async ({ database, log }) => {
      const conversations = await wakeConversations(database);
      if (conversations > 0) log.info({ conversations }, 'Woke conversations');
    },
  }),
  defineJob({
    name: 'sweep-attachments',
    payload: nothing,
    schedule: { cron: '11 * * * *', payload: {} },
    run: async (app) => app.log.info({ attachments: await sweepAttachments(app) }, 'Swept attachments'),
  }),
  defineJob({
    name: 'sweep-sessions',
    payload: nothing,
    schedule: { cron: '17 3 * * *', payload: {} },
    run: async ({ database, log }) => log.info({ rows: await sweepSessions(database) }, 'Swept sessions'),
  }),
  defineJob({
    name: 'forget-events',
    payload: nothing,
    schedule: { cron: '41 * * * *', payload: {} },
    run: async ({ database, config, log }) => {
      const events = await forgetOldEvents(database, config.retentionDays);
      log.info({ events, broadcasts: await forgetBroadcasts(database, config.retentionDays) }, 'Forgot old events');
    },
  }),
  defineJob({
    name: 'forget-answers',
    payload: nothing,
    schedule: { cron: '29 * * * *', payload: {} },
    run: async ({ database, log }) =>
      log.info({ answers: await forgetAnswers(database) }, 'Forgot answers to idempotency keys'),
  }),
] as const;
