import { databaseTime } from '../database/database-time.js';
import type { Transaction } from '../database/transaction.js';
import type { PaymentStatus } from '../generated/prisma/enums.js';
import { system } from '../realtime/event.js';
import { lockPayment } from './lock-payment.js';
import { post } from './post.js';
import { type Purpose, standingOf } from './standing.js';

const unpaid: readonly PaymentStatus[] = ['CREATED', 'PROCESSING', 'FAILED'];

/**
 * Calls off what nobody shall pay any more, once something costs less than its payments are open for: the newest first,
 * until the rest is owed. What is reserved stays so while anything is owed, since less of it can be captured. Whoever
 * calls this has locked what it is for.
 */
export async function callOffExcess(tx: Transaction, { bookingId, orderId }: Purpose): Promise<void> {
  const { due, payable } = await standingOf(tx, { bookingId, orderId });
  if (payable >= 0) return;
  const open = await tx.payment.findMany({
    where: {
      ...(bookingId === null ? { orderId } : { bookingId }),
      status: { in: due > 0 ? [...unpaid] : [...unpaid, 'AUTHORIZED'] },
    },
    select: { id: true, amount: true },
    orderBy: { id: 'desc' },
  });
  let excess = -payable;
  for (const { id, amount } of open) {
    if (excess <= 0) return;
    if (await callOff(tx, id)) excess -= amount;
  }
}

/** At the desk at once; what a gateway may still take is called off there, by the queue. */
async function callOff(tx: Transaction, id: string): Promise<boolean> {
  const payment = await lockPayment(tx, id);
  const { status, checkAt, asked } = payment;
  if (!unpaid.includes(status) && status !== 'AUTHORIZED') return false;
  if (checkAt !== null) {
    if (asked === null)
      await tx.payment.update({ where: { id }, data: { asked: 'cancel', checkAt: await databaseTime(tx) } });
    return true;
  }
  // What failed at the desk is open no longer.
  if (status === 'FAILED') return false;
  await post(tx, system, payment, [{ kind: 'CANCELLED' }]);
  return true;
}
