import { actorOf, type Context } from '../context.js';
import { Refusal } from '../errors.js';
import type { AlertComparison, AlertSeverity } from '../generated/prisma/enums.js';
import { authorize } from '../policy/authorize.js';
import { lockProperty } from '../properties/lock-property.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { alertRuleCreated } from './events.js';
import type { AlertMetricName } from './metrics.js';

export interface NewAlertRule {
  propertyId: string | null;
  name: string;
  metric: AlertMetricName;
  comparison: AlertComparison;
  threshold: number;
  severity: AlertSeverity;
}

/** Of a property, or of the platform. */
export const mostRules = 50;

export function createAlertRule(context: Context, input: NewAlertRule): Promise<{ alertRuleId: string }> {
  const actor = actorOf(context);
  const { propertyId } = input;
  authorize(actor, 'createAlertRule', { propertyId });
  return write(context, async (tx) => {
    if (propertyId !== null) await lockProperty(tx, propertyId, { id: true });
    if ((await tx.alertRule.count({ where: { propertyId } })) >= mostRules)
      throw new Refusal('INVALID_INPUT', { message: `There are ${mostRules} rules already. Delete one first.` });
    const { id: alertRuleId, version } = await tx.alertRule.create({
      data: { ...input, createdById: actor.kind === 'user' ? actor.id : null },
      select: { id: true, version: true },
    });
    append(tx, alertRuleCreated(actor, { propertyId, alertRuleId, version }));
    return { alertRuleId };
  });
}
