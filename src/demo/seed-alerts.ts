import { alertAcknowledged, alertRaised, alertRuleCreated } from '../alerts/events.js';
import type { Transaction } from '../database/transaction.js';
import { append } from '../realtime/append.js';
import { system } from '../realtime/event.js';
import { businesses } from './businesses/index.js';
import { demoId } from './demo-id.js';

/** What each business watches, and something that somebody already looks after. */
export async function seedAlerts(tx: Transaction): Promise<void> {
  for (const { slug } of businesses) {
    const propertyId = demoId(`property ${slug}`);
    const ownerId = demoId(`user owner@${slug}.example`);
    const owner = { key: `user:${ownerId}` } as const;
    const rules = [
      { name: 'Bookings wait for an answer', metric: 'NEW_BOOKINGS', comparison: 'ABOVE', threshold: 0, severity: 'INFO' },
      { name: 'The kitchen is behind', metric: 'OPEN_ORDERS', comparison: 'ABOVE', threshold: 10, severity: 'WARNING' },
    ] as const;
    for (const rule of rules) {
      const id = demoId(`rule ${slug} ${rule.metric}`);
      await tx.alertRule.create({ data: { ...rule, id, propertyId, createdById: ownerId } });
      append(tx, alertRuleCreated(owner, { propertyId, alertRuleId: id, version: 1 }));
    }
    const alertId = demoId(`alert ${slug}`);
    const at = new Date();
    await tx.alert.create({
      data: {
        id: alertId,
        propertyId,
        severity: 'WARNING',
        status: 'ACKNOWLEDGED',
        title: 'The card terminal at the desk is slow',
        body: 'Take cash, or try twice.',
        version: 2,
        raisedAt: at,
        acknowledgedAt: at,
        acknowledgedById: ownerId,
      },
    });
    const about = { propertyId, alertId, severity: 'WARNING' } as const;
    append(
      tx,
      alertRaised(system, { ...about, version: 1, ruleId: null }),
      alertAcknowledged(owner, { ...about, version: 2 }),
    );
  }
}
