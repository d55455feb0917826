import { actorOf, type Context } from '../context.js';
import type { AlertSeverity } from '../generated/prisma/enums.js';
import { authorize } from '../policy/authorize.js';
import { lockProperty } from '../properties/lock-property.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { alertRaised, once } from './events.js';

export interface NewAlert {
  propertyId: string | null;
  severity: AlertSeverity;
  title: string;
  body?: string | null | undefined;
}

/** Somebody says that there is something to look at. */
export function raiseAlert(context: Context, input: NewAlert): Promise<{ alertId: string }> {
  const actor = actorOf(context);
  const { propertyId, severity, title, body } = input;
  authorize(actor, 'raiseAlert', { propertyId });
  return write(context, async (tx) => {
    if (propertyId !== null) await lockProperty(tx, propertyId, { id: true });
    const { id: alertId, version } = await tx.alert.create({
      data: { propertyId, severity, title, body: body ?? '', raisedById: actor.kind === 'user' ? actor.id : null },
      select: { id: true, version: true },
    });
    append(tx, once(alertRaised(actor, { propertyId, alertId, severity, version, ruleId: null })));
    return { alertId };
  });
}
