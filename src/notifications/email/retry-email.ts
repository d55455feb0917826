import type { Context } from '../../context.js';
import { databaseTime } from '../../database/database-time.js';
import { afterCommit, type Transaction } from '../../database/transaction.js';
import { Fault, Refusal } from '../../errors.js';
import { authorize } from '../../policy/authorize.js';
import { write } from '../../schema/write.js';

/** As if it had never been tried. */
export function retryEmail(context: Context, deliveryId: string): Promise<{ deliveryId: string }> {
  authorize(context.actor, 'retryEmail');
  return write(context, async (tx) => {
    const { status } = await lockDelivery(tx, deliveryId);
    if (status !== 'DEAD' && status !== 'WAITING')
      throw new Refusal('INVALID_TRANSITION', { field: 'id', from: status, allowed: [] });
    await tx.delivery.update({
      where: { id: deliveryId },
      data: { status: 'WAITING', attempts: 0, dueAt: await databaseTime(tx), problem: null },
    });
    afterCommit(tx, context.app.notifications.courier.nudge);
    return { deliveryId };
  });
}

/** Throws NOT_FOUND. */
export async function lockDelivery(tx: Transaction, id: string) {
  await tx.$executeRaw`SELECT 1 FROM delivery WHERE id = ${id}::uuid FOR UPDATE`;
  const delivery = await tx.delivery.findUnique({ where: { id, channel: 'EMAIL' } });
  if (delivery === null) throw new Fault('NOT_FOUND');
  return delivery;
}
