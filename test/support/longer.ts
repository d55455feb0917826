/**
 * What would not fit into the five minutes of `npm test`: `.ci/run` has it run on the embedded database beside the suite of
 * PostgreSQL, which runs most of it there.
 */
export const longer = [
  'test/accounts/guesses.test.ts',
  'test/bookings/races.test.ts',
  'test/jobs/jobs.test.ts',
  'test/messaging/send.test.ts',
  'test/notifications/channels.test.ts',
  'test/payments/currencies.test.ts',
  'test/payments/model.test.ts',
  'test/payments/races.test.ts',
  'test/payments/stripe.test.ts',
  'test/process/logs.test.ts',
  'test/process/migrations.test.ts',
  'test/process/refused-start.test.ts',
  'test/process/super-admin.test.ts',
  'test/providers/providers.test.ts',
  'test/providers/telegram.test.ts',
  'test/realtime/shared-as-alone.test.ts',
  'test/server/edges.test.ts',
];
