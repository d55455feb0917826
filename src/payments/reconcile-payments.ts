import type { App } from '../app.js';
import { standingOf } from './standing.js';
import { syncPayment } from './sync-payment.js';

const batch = 50;

/**
 * Asks the gateways about what is open: answers that were lost, webhooks that never came, authorizations that ran out.
 * Answers how many payments there were.
 */
export async function reconcilePayments(app: Pick<App, 'database' | 'gateways' | 'log'>): Promise<number> {
  let asked = 0;
  for (let count = batch; count === batch; asked += count) {
    const due = await takeDue(app);
    for (const id of due) {
      await cancelUnwanted(app, id);
      await syncPayment(app, id).catch((error: unknown) => {
        app.log.warn({ err: error, paymentId: id }, 'A gateway did not answer as it should: it is asked again');
      });
    }
    count = due.length;
  }
  return asked;
}

/** Each is put off first, so that one that fails is not asked about at once again, and no other node takes it too. */
async function takeDue({ database }: Pick<App, 'database'>): Promise<string[]> {
  const rows = await database.prisma.$queryRaw<Array<{ id: string }>>`
    UPDATE payment SET check_at = now() + greatest(interval '15 s', least(interval '1 h', (now() - created_at) / 2))
    WHERE id IN (
      SELECT id FROM payment WHERE check_at <= now() ORDER BY check_at LIMIT ${batch} FOR UPDATE SKIP LOCKED)
    RETURNING id::text AS id`;
  return rows.map(({ id }) => id);
}

/** Nobody shall pay for what is over, unless something of it is owed. */
async function cancelUnwanted({ database: { prisma } }: Pick<App, 'database'>, id: string): Promise<void> {
  const payment = await prisma.payment.findUniqueOrThrow({ where: { id } });
  if (payment.status !== 'CREATED' && payment.status !== 'FAILED' && payment.status !== 'AUTHORIZED') return;
  const { over, due } = await standingOf(prisma, payment);
  if (over && due <= 0) await prisma.payment.updateMany({ where: { id, asked: null }, data: { asked: 'cancel' } });
}
