import { expect, it } from 'vitest';
import { everySchedule } from './interleavings.js';

// SCHEDULES=100000 for more. SEED and SCHEDULE (the `path` that a failure prints) play one again.
const { SCHEDULES = '2000', SEED, SCHEDULE } = process.env;

it(`F9, F10, F12: in ${SCHEDULES} schedules of the log, the broker and the clock, each reader has all that it may see, once and in order`, async () => {
  const replay = {
    ...(SEED !== undefined && { seed: Number(SEED) }),
    ...(SCHEDULE !== undefined && { path: SCHEDULE }),
  };
  await expect(everySchedule(Number(SCHEDULES), replay)).resolves.toBeUndefined();
});
