import type { Actor } from '../actor.js';
import type { Transaction } from '../database/transaction.js';
import { Fault } from '../errors.js';
import type { AlertRule } from '../generated/prisma/client.js';
import { authorize } from '../policy/authorize.js';

/** For whoever may change it, who holds it until the end of the transaction. Throws NOT_FOUND. */
export async function lockAlertRule(
  tx: Transaction,
  actor: Actor,
  operation: 'updateAlertRule' | 'deleteAlertRule',
  id: string,
): Promise<AlertRule> {
  await tx.$executeRaw`SELECT 1 FROM alert_rule WHERE id = ${id}::uuid FOR UPDATE`;
  const rule = await tx.alertRule.findUnique({ where: { id } });
  if (rule === null) throw new Fault('NOT_FOUND');
  const { propertyId } = rule;
  authorize(actor, operation, propertyId === null ? { propertyId, ownerIds: [] } : { propertyId });
  return rule;
}
