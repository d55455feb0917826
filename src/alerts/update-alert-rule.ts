import { actorOf, type Context } from '../context.js';
import type { Transaction } from '../database/transaction.js';
import type { AlertComparison, AlertSeverity } from '../generated/prisma/enums.js';
import { append } from '../realtime/append.js';
import { type EventActor, system } from '../realtime/event.js';
import { differences } from '../schema/differences.js';
import { refuseOtherVersion } from '../schema/mutation.js';
import { write } from '../schema/write.js';
import { alertRuleUpdated } from './events.js';
import { lockAlertRule } from './lock-alert-rule.js';
import { setAlertStatus } from './move-alert.js';

export interface AlertRuleChanges {
  name?: string | null | undefined;
  comparison?: AlertComparison | null | undefined;
  threshold?: number | null | undefined;
  severity?: AlertSeverity | null | undefined;
  enabled?: boolean | null | undefined;
}

/** Nothing is written, and nobody told, when nothing is different. What is not watched has no open alert. */
export function updateAlertRule(
  context: Context,
  alertRuleId: string,
  changes: AlertRuleChanges,
  expectedVersion: number | null | undefined,
): Promise<{ alertRuleId: string }> {
  const actor = actorOf(context);
  return write(context, async (tx) => {
    const current = await lockAlertRule(tx, actor, 'updateAlertRule', alertRuleId);
    refuseOtherVersion(expectedVersion, current.version);
    const changed = differences(current, changes);
    const names = Object.keys(changed);
    if (names.length === 0) return { alertRuleId };
    const { version } = await tx.alertRule.update({
      where: { id: alertRuleId },
      data: { ...changed, version: { increment: 1 } },
      select: { version: true },
    });
    append(tx, alertRuleUpdated(actor, { propertyId: current.propertyId, alertRuleId, version, changes: names }));
    if (changes.enabled === false) await resolveOpen(tx, system, alertRuleId);
    return { alertRuleId };
  });
}

export async function resolveOpen(tx: Transaction, actor: EventActor, ruleId: string): Promise<void> {
  const open = await tx.alert.findMany({ where: { ruleId, status: { not: 'RESOLVED' } } });
  for (const alert of open) await setAlertStatus(tx, actor, alert, 'RESOLVED', null);
}
