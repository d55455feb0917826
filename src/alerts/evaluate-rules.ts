import { readDashboard } from '../dashboard/read-dashboard.js';
import type { Snapshot } from '../dashboard/snapshot.js';
import type { Database } from '../database/client.js';
import { type Transaction, transact } from '../database/transaction.js';
import type { AlertRule } from '../generated/prisma/client.js';
import { append } from '../realtime/append.js';
import { system } from '../realtime/event.js';
import { alertRaised, once } from './events.js';
import { alertMetrics, isAlertMetric } from './metrics.js';
import { setAlertStatus } from './move-alert.js';

/** A number that goes up and down around its threshold is one alert: it is over when it has been calm for so long. */
export const calmMs = 5 * 60_000;

/** Looks at every number that is watched. Answers how many alerts were raised and resolved. */
export async function evaluateRules(
  database: Database,
  now = new Date(),
): Promise<{ raised: number; resolved: number }> {
  const rules = await database.prisma.alertRule.findMany({
    where: { enabled: true },
    orderBy: [{ propertyId: 'asc' }, { id: 'asc' }],
  });
  const outcome = { raised: 0, resolved: 0 };
  let known: Snapshot | undefined;
  for (const rule of rules) {
    if (known?.propertyId !== rule.propertyId) known = await readDashboard(database, rule.propertyId, now);
    const became = await evaluate(database, rule, known, now);
    if (became !== null) outcome[became]++;
  }
  return outcome;
}

async function evaluate(
  database: Database,
  { id }: AlertRule,
  snapshot: Snapshot,
  now: Date,
): Promise<'raised' | 'resolved' | null> {
  return transact(database, async (tx) => {
    // Whoever changes it meanwhile goes first, and another node that looks at it waits.
    await tx.$executeRaw`SELECT 1 FROM alert_rule WHERE id = ${id}::uuid FOR UPDATE`;
    const rule = await tx.alertRule.findUnique({ where: { id, enabled: true } });
    if (rule === null || !isAlertMetric(rule.metric)) return null;
    const value = alertMetrics[rule.metric](snapshot);
    const open = await tx.alert.findFirst({ where: { ruleId: id, status: { not: 'RESOLVED' } } });
    const crossed = value !== null && (rule.comparison === 'ABOVE' ? value > rule.threshold : value < rule.threshold);
    if (crossed && open === null) {
      await raise(tx, rule, value);
      return 'raised';
    }
    if (open === null) return null;
    if (!crossed && open.calmSince !== null && now.getTime() - open.calmSince.getTime() >= calmMs) {
      await setAlertStatus(tx, system, open, 'RESOLVED', null);
      return 'resolved';
    }
    const calmSince = crossed ? null : (open.calmSince ?? now);
    if (calmSince?.getTime() !== open.calmSince?.getTime())
      await tx.alert.update({ where: { id: open.id }, data: { calmSince } });
    return null;
  });
}

async function raise(tx: Transaction, rule: AlertRule, value: number): Promise<void> {
  const { id: ruleId, propertyId, severity, name: title, metric, threshold } = rule;
  const { id: alertId, version } = await tx.alert.create({
    data: { propertyId, ruleId, severity, title, metric, value, threshold },
    select: { id: true, version: true },
  });
  append(tx, once(alertRaised(system, { propertyId, alertId, severity, version, ruleId })));
}
