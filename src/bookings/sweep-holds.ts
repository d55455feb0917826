import type { Database } from '../database/client.js';
import { type Transaction, transact } from '../database/transaction.js';
import { Prisma } from '../generated/prisma/client.js';
import { append } from '../realtime/append.js';
import { system } from '../realtime/event.js';
import { changedDays } from './changed-days.js';
import { holdEnded } from './events.js';

const batch = 200;

/** Ends the holds whose time is over, by the clock of the database. Answers how many there were. */
export async function sweepExpiredHolds(database: Database): Promise<number> {
  let swept = 0;
  for (let count = batch; count === batch; swept += count) count = await transact(database, (tx) => sweepHolds(tx));
  return swept;
}

/** Those of an offering are in the way of somebody who waits for them; of the others, those that nobody else ends now. */
export async function sweepHolds(tx: Transaction, offeringId?: string): Promise<number> {
  const which =
    offeringId === undefined
      ? Prisma.sql`LIMIT ${batch} FOR UPDATE OF a SKIP LOCKED`
      : Prisma.sql`AND unit.offering_id = ${offeringId}::uuid FOR UPDATE OF a`;
  const ended = await tx.$queryRaw<Array<{ id: string; from: Date; to: Date }>>`
    WITH due AS (
      SELECT a.id FROM allocation a JOIN unit ON unit.id = a.unit_id
      WHERE a.expires_at <= now() AND a.state = 'HELD' ${which}
    ), released AS (
      UPDATE allocation SET state = 'RELEASED', expires_at = NULL FROM due WHERE allocation.id = due.id
      RETURNING allocation.hold_id, allocation.during
    )
    SELECT hold_id::text AS id, min(lower(during)) AS "from", max(upper(during)) AS "to" FROM released GROUP BY hold_id`;
  if (ended.length === 0) return 0;
  const ids = ended.map(({ id }) => id);
  await tx.hold.updateMany({ where: { id: { in: ids }, status: 'ACTIVE' }, data: { status: 'EXPIRED' } });
  const holds = await tx.hold.findMany({
    where: { id: { in: ids } },
    include: { offering: { include: { property: true } } },
  });
  for (const { id, propertyId, offering, userId } of holds) {
    const occupied = ended.find((each) => each.id === id);
    append(tx, holdEnded(system, { propertyId, offeringId: offering.id, holdId: id, userId, outcome: 'EXPIRED' }));
    if (occupied !== undefined) append(tx, changedDays(offering, occupied));
  }
  return ended.length;
}
