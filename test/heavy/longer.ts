/**
 * What would not fit into the five minutes of `npm test`: the heavy suite runs it on the embedded database, and the suite of
 * PostgreSQL there.
 */
export const longer = [
  'test/accounts/guesses.test.ts',
  'test/bookings/races.test.ts',
  'test/payments/model.test.ts',
  'test/payments/races.test.ts',
  'test/process/logs.test.ts',
  'test/process/migrations.test.ts',
  'test/process/refused-start.test.ts',
  'test/process/super-admin.test.ts',
];
