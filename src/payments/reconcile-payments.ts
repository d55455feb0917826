import type { App } from '../app.js';
import { transact } from '../database/transaction.js';
import { callOffExcess } from './call-off-excess.js';
import { lockBookingOf } from './settle.js';
import { standingOf } from './standing.js';
import { openStates } from './states.js';
import { syncPayment } from './sync-payment.js';

const batch = 50;

/**
 * Asks the gateways about what is open (answers that were lost, webhooks that never came, authorizations that ran out),
 * and now and then about the money that came: what was disputed, or given back there.
 * Answers how many payments there were.
 */
export async function reconcilePayments(app: Pick<App, 'database' | 'gateways' | 'log'>): Promise<number> {
  let asked = 0;
  for (let count = batch; count === batch; asked += count) {
    const due = await takeDue(app);
    for (const id of due) {
      await callOffUnwanted(app, id);
      await syncPayment(app, id).catch((error: unknown) => {
        app.log.warn({ err: error, paymentId: id }, 'A gateway did not answer as it should: it is asked again');
      });
    }
    count = due.length;
  }
  return asked;
}

/**
 * What is open before what is only looked at now and then. Each is put off first, so that one that fails is not asked
 * about at once again, and no other node takes it too.
 */
async function takeDue({ database }: Pick<App, 'database'>): Promise<string[]> {
  const rows = await database.prisma.$queryRaw<Array<{ id: string }>>`
    UPDATE payment SET check_at = now() + greatest(interval '15 s', least(interval '1 h', (now() - created_at) / 2))
    WHERE id IN (
      SELECT id FROM payment WHERE check_at <= now()
      ORDER BY captured_amount > 0 AND refund_pending_amount = 0, check_at LIMIT ${batch} FOR UPDATE SKIP LOCKED)
    RETURNING id::text AS id`;
  return rows.map(({ id }) => id);
}

/** Nobody shall pay what is not owed any more. */
async function callOffUnwanted({ database }: Pick<App, 'database'>, id: string): Promise<void> {
  const payment = await database.prisma.payment.findUniqueOrThrow({ where: { id } });
  if (!openStates.includes(payment.status) || (await standingOf(database.prisma, payment)).payable >= 0) return;
  await transact(database, async (tx) => {
    await lockBookingOf(tx, id);
    await callOffExcess(tx, payment);
  });
}
