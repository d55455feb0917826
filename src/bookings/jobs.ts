import { z } from 'zod';
import { defineJob } from '../jobs/job.js';
import { expireBookings } from './expire-bookings.js';
import { remindArrivals } from './remind-arrivals.js';
import { sweepExpiredHolds } from './sweep-holds.js';

/** What is over by itself. Whoever books looks first, so this is for those who only watch. */
export const bookingJobs = [
  defineJob({
    name: 'sweep-holds',
    payload: z.object({}),
    every: { seconds: 5, payload: {} },
    run: async ({ database }) => void (await sweepExpiredHolds(database)),
  }),
  defineJob({
    name: 'expire-bookings',
    payload: z.object({}),
    every: { seconds: 30, payload: {} },
    run: async ({ database, log }) => {
      const bookings = await expireBookings(database);
      if (bookings > 0) log.info({ bookings }, 'Expired bookings that nobody confirmed');
    },
  }),
  defineJob({
    name: 'remind-arrivals',
    payload: z.object({}),
    every: { seconds: 60, payload: {} },
    run: async ({ database }) => void (await remindArrivals(database)),
  }),
] as const;
