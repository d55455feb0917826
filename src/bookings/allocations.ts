import type { Transaction } from '../database/transaction.js';
import { Prisma } from '../generated/prisma/client.js';
import type { Occupied } from './slot.js';

/** What has units: the row is there already. */
export type Holder = { blockId: string } | { holdId: string } | { bookingId: string };

export interface Wanted {
  offeringId: string;
  /** One of them, instead of any that are free. */
  unitId?: string;
  /** Those that are taken first, if they are free. */
  preferred?: readonly string[];
  quantity: number;
  occupied: Occupied;
}

/**
 * Takes so many units that are free all the time. Answers how many it got: the caller gives up on fewer. One that
 * somebody else takes at the same moment is waited for, and left to them.
 */
export async function takeUnits(tx: Transaction, wanted: Wanted, holder: Holder): Promise<number> {
  const { offeringId, unitId, preferred = [], quantity, occupied } = wanted;
  const during = rangeOf(occupied);
  const among =
    unitId === undefined ? Prisma.sql`unit.offering_id = ${offeringId}::uuid` : Prisma.sql`unit.id = ${unitId}::uuid`;
  const { column, state, id, expiresAt } = holderColumns(holder);
  return tx.$executeRaw`
    INSERT INTO allocation (unit_id, during, state, expires_at, ${column})
    SELECT unit.id, ${during}, ${state}::"AllocationState", ${expiresAt}, ${id}::uuid FROM unit
    WHERE ${among}
      AND NOT EXISTS (SELECT 1 FROM allocation a WHERE a.unit_id = unit.id AND a.during && ${during} AND a.state <> 'RELEASED')
    ORDER BY unit.id = ANY(${preferred}::uuid[]) DESC, unit.position LIMIT ${quantity}
    ON CONFLICT DO NOTHING`;
}

/** Gives back all that it has. Answers when that was, if it had anything. */
export async function releaseUnits(
  tx: Transaction,
  holder: Holder,
): Promise<(Occupied & { unitIds: string[]; providerIds: string[] }) | null> {
  const { column, id } = holderColumns(holder);
  // What a hold had may be a booking's by now: that is not its own any more.
  const own = 'holdId' in holder ? Prisma.sql`= 'HELD'` : Prisma.sql`<> 'RELEASED'`;
  const [row] = await tx.$queryRaw<
    Array<{ from: Date | null; to: Date | null; unitIds: string[]; providerIds: string[] }>
  >`
    WITH released AS (
      UPDATE allocation SET state = 'RELEASED', expires_at = NULL WHERE ${column} = ${id}::uuid AND state ${own}
      RETURNING unit_id, provider_id, during
    )
    SELECT min(lower(during)) FILTER (WHERE unit_id IS NOT NULL) AS "from",
      max(upper(during)) FILTER (WHERE unit_id IS NOT NULL) AS "to",
      coalesce(array_agg(unit_id::text) FILTER (WHERE unit_id IS NOT NULL), '{}') AS "unitIds",
      coalesce(array_agg(provider_id::text) FILTER (WHERE provider_id IS NOT NULL), '{}') AS "providerIds"
    FROM released`;
  if (row?.from == null || row.to === null) return null;
  const { from, to, unitIds, providerIds } = row;
  return { from, to, unitIds, providerIds };
}

/** What a hold has becomes what its booking has. Answers how many units that were, and whose time. */
export async function bookHeldUnits(
  tx: Transaction,
  holdId: string,
  bookingId: string,
): Promise<{ units: number; providerId: string | null }> {
  const rows = await tx.$queryRaw<Array<{ providerId: string | null }>>`
    UPDATE allocation SET state = 'BOOKED', expires_at = NULL, booking_id = ${bookingId}::uuid
    WHERE hold_id = ${holdId}::uuid AND state = 'HELD' AND expires_at > now()
    RETURNING provider_id::text AS "providerId"`;
  const providerId = rows.find((row) => row.providerId !== null)?.providerId ?? null;
  return { units: rows.filter((row) => row.providerId === null).length, providerId };
}

export const rangeOf = ({ from, to }: Occupied): Prisma.Sql =>
  Prisma.sql`tstzrange(${from}::timestamptz, ${to}::timestamptz)`;

export function holderColumns(holder: Holder): {
  column: Prisma.Sql;
  state: string;
  id: string;
  expiresAt: Prisma.Sql;
} {
  const never = Prisma.sql`NULL::timestamptz`;
  if ('blockId' in holder)
    return { column: Prisma.sql`block_id`, state: 'BLOCKED', id: holder.blockId, expiresAt: never };
  if ('bookingId' in holder)
    return { column: Prisma.sql`booking_id`, state: 'BOOKED', id: holder.bookingId, expiresAt: never };
  const expiresAt = Prisma.sql`(SELECT expires_at FROM hold WHERE id = ${holder.holdId}::uuid)`;
  return { column: Prisma.sql`hold_id`, state: 'HELD', id: holder.holdId, expiresAt };
}
