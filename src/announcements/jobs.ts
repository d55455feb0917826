import { z } from 'zod';
import { defineJob } from '../jobs/job.js';
import { turnAnnouncements } from './turn-announcements.js';

export const announcementJobs = [
  defineJob({
    name: 'turn-announcements',
    payload: z.object({}),
    every: { seconds: 5, payload: {} },
    run: async ({ database }) => void (await turnAnnouncements(database)),
  }),
] as const;
