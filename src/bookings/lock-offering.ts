import type { Transaction } from '../database/transaction.js';
import { sweepHolds } from './sweep-holds.js';

/**
 * Whoever takes units of an offering begins with this: they queue instead of colliding, and no hold that is over is in
 * anybody's way. The queue is a courtesy: what keeps two from having the same unit is the exclusion constraint.
 */
export async function lockOffering(
  tx: Transaction,
  { id, propertyId }: { id: string; propertyId: string },
): Promise<void> {
  // What was not over when the transaction began is not over in it, however long it waits here.
  const [row] = await tx.$queryRaw<Array<{ due: boolean }>>`
    SELECT pg_advisory_xact_lock(hashtextextended(${id}, 4211909))::text, EXISTS (
      SELECT 1 FROM hold WHERE property_id = ${propertyId}::uuid AND status = 'ACTIVE' AND expires_at <= now()) AS due`;
  if (row?.due === true) await sweepHolds(tx, propertyId);
}
