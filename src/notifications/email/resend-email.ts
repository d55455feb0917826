import type { Context } from '../../context.js';
import { afterCommit } from '../../database/transaction.js';
import { Refusal } from '../../errors.js';
import { authorize } from '../../policy/authorize.js';
import { write } from '../../schema/write.js';
import { lockDelivery } from './retry-email.js';

/** A delivery of its own, with a Message-ID of its own: mailboxes show it. */
export function resendEmail(context: Context, deliveryId: string): Promise<{ deliveryId: string }> {
  authorize(context.actor, 'resendEmail');
  return write(context, async (tx) => {
    const { status, notificationId, userId, invitationId } = await lockDelivery(tx, deliveryId);
    if (status !== 'SENT' && status !== 'SKIPPED')
      throw new Refusal('INVALID_TRANSITION', { field: 'id', from: status, allowed: [] });
    const { id } = await tx.delivery.create({
      data: { channel: 'EMAIL', notificationId, userId, invitationId, resentFromId: deliveryId },
    });
    afterCommit(tx, context.app.notifications.courier.nudge);
    return { deliveryId: id };
  });
}
