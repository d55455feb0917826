import type { Transaction } from './transaction.js';

/** When this transaction began, by the clock that all nodes share: those of their machines need not agree with it. */
export async function databaseTime(from: Pick<Transaction, '$queryRaw'>): Promise<Date> {
  // Not rounded: what is due now must not be due in half a millisecond.
  const [row] = await from.$queryRaw<[{ now: Date }]>`SELECT date_trunc('milliseconds', now()) AS now`;
  return row.now;
}
