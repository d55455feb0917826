import { actorOf, type Context } from '../context.js';
import { append } from '../realtime/append.js';
import { system } from '../realtime/event.js';
import { write } from '../schema/write.js';
import { alertRuleDeleted } from './events.js';
import { lockAlertRule } from './lock-alert-rule.js';
import { resolveOpen } from './update-alert-rule.js';

/** Its alerts stay, and the open one is resolved. */
export function deleteAlertRule(context: Context, alertRuleId: string): Promise<{ alertRuleId: string }> {
  const actor = actorOf(context);
  return write(context, async (tx) => {
    const { propertyId, version } = await lockAlertRule(tx, actor, 'deleteAlertRule', alertRuleId);
    await resolveOpen(tx, system, alertRuleId);
    await tx.alertRule.delete({ where: { id: alertRuleId } });
    append(tx, alertRuleDeleted(actor, { propertyId, alertRuleId, version }));
    return { alertRuleId };
  });
}
