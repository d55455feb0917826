import { actorOf, type Context } from '../context.js';
import type { Transaction } from '../database/transaction.js';
import { Fault } from '../errors.js';
import type { Alert } from '../generated/prisma/client.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import type { EventActor } from '../realtime/event.js';
import { refuseOtherVersion } from '../schema/mutation.js';
import { write } from '../schema/write.js';
import { alertAcknowledged, alertResolved, once } from './events.js';
import { refuseAlertTransition } from './states.js';

export interface AlertMove {
  alertId: string;
  expectedVersion?: number | null | undefined;
}

/** Somebody looks after it. */
export const acknowledgeAlert = (context: Context, input: AlertMove) =>
  moveAlert(context, input, 'acknowledgeAlert', 'ACKNOWLEDGED');

/** It is over. */
export const resolveAlert = (context: Context, input: AlertMove) =>
  moveAlert(context, input, 'resolveAlert', 'RESOLVED');

function moveAlert(
  context: Context,
  { alertId, expectedVersion }: AlertMove,
  operation: 'acknowledgeAlert' | 'resolveAlert',
  to: 'ACKNOWLEDGED' | 'RESOLVED',
): Promise<{ alertId: string }> {
  const actor = actorOf(context);
  return write(context, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM alert WHERE id = ${alertId}::uuid FOR UPDATE`;
    const alert = await tx.alert.findUnique({ where: { id: alertId } });
    if (alert === null) throw new Fault('NOT_FOUND');
    const { propertyId } = alert;
    // Of the platform: whoever may not see it hears that there is no such thing.
    authorize(actor, operation, propertyId === null ? { propertyId, ownerIds: [] } : { propertyId });
    refuseOtherVersion(expectedVersion, alert.version);
    refuseAlertTransition(alert.status, to);
    await setAlertStatus(tx, actor, alert, to, actor.kind === 'user' ? actor.id : null);
    return { alertId };
  });
}

export async function setAlertStatus(
  tx: Transaction,
  actor: EventActor,
  { id: alertId, propertyId, severity, status: from }: Alert,
  to: 'ACKNOWLEDGED' | 'RESOLVED',
  byId: string | null,
): Promise<void> {
  const at = new Date();
  const { version } = await tx.alert.update({
    where: { id: alertId },
    data: {
      status: to,
      version: { increment: 1 },
      ...(to === 'RESOLVED' ? { resolvedAt: at, resolvedById: byId } : { acknowledgedAt: at, acknowledgedById: byId }),
    },
    select: { version: true },
  });
  const about = { propertyId, alertId, severity, version };
  append(tx, once(to === 'RESOLVED' ? alertResolved(actor, { ...about, from }) : alertAcknowledged(actor, about)));
}
