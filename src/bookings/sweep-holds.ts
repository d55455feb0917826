import type { Database } from '../database/client.js';
import { type Transaction, transact } from '../database/transaction.js';
import { Prisma } from '../generated/prisma/client.js';
import { tellOthersOf } from '../providers/affected-offerings.js';
import { keepAway } from '../providers/provider-time.js';
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

/** Those of a property are in the way of somebody who waits for them; of the others, those that nobody else ends now. */
export async function sweepHolds(tx: Transaction, propertyId?: string): Promise<number> {
  const which =
    propertyId === undefined
      ? Prisma.sql`ORDER BY id LIMIT ${batch} FOR UPDATE SKIP LOCKED`
      : Prisma.sql`AND property_id = ${propertyId}::uuid ORDER BY id FOR UPDATE`;
  const ended = await tx.$queryRaw<Array<{ id: string; from: Date; to: Date; providerIds: string[] }>>`
    WITH due AS (
      SELECT id FROM hold WHERE status = 'ACTIVE' AND expires_at <= now() ${which}
    ), ended AS (
      UPDATE hold SET status = 'EXPIRED' FROM due WHERE hold.id = due.id
    ), released AS (
      UPDATE allocation SET state = 'RELEASED', expires_at = NULL FROM due
      WHERE allocation.hold_id = due.id AND allocation.state = 'HELD'
      RETURNING allocation.hold_id, allocation.provider_id, allocation.during
    )
    SELECT hold_id::text AS id, min(lower(during)) AS "from", max(upper(during)) AS "to",
      coalesce(array_agg(provider_id::text) FILTER (WHERE provider_id IS NOT NULL), '{}') AS "providerIds"
    FROM released GROUP BY hold_id`;
  if (ended.length === 0) return 0;
  await keepAway(
    tx,
    ended.flatMap(({ providerIds }) => providerIds),
  );
  const holds = await tx.hold.findMany({
    where: { id: { in: ended.map(({ id }) => id) } },
    include: { offering: { include: { property: true } } },
  });
  for (const hold of holds) {
    const { id, propertyId: at, offering, userId } = hold;
    const occupied = ended.find((each) => each.id === id);
    append(tx, holdEnded(system, { propertyId: at, offeringId: offering.id, holdId: id, userId, outcome: 'EXPIRED' }));
    if (occupied !== undefined) append(tx, changedDays(offering, occupied));
    await tellOthersOf(tx, offering, hold);
  }
  return ended.length;
}
