import { type Holder, holderColumns, rangeOf } from '../bookings/allocations.js';
import type { Occupied } from '../bookings/slot.js';
import type { Database } from '../database/client.js';
import { databaseTime } from '../database/database-time.js';
import type { Transaction } from '../database/transaction.js';
import { Prisma } from '../generated/prisma/client.js';
import type { ProviderKind } from '../generated/prisma/enums.js';

export type WantedProvider = { readonly occupied: Occupied } & (
  | { readonly providerId: string }
  | { readonly propertyId: string; readonly kind: ProviderKind; readonly preferred: string | null }
);

/** Somebody else may take them at the same moment: then there may be another one still. */
const attempts = 3;

/** Takes the time of one who is free all through it. Answers who it is. */
export async function takeProvider(tx: Transaction, wanted: WantedProvider, holder: Holder): Promise<string | null> {
  const during = rangeOf(wanted.occupied);
  const { column, state, id, expiresAt } = holderColumns(holder);
  const among =
    'providerId' in wanted
      ? Prisma.sql`provider.id = ${wanted.providerId}::uuid`
      : Prisma.sql`provider.property_id = ${wanted.propertyId}::uuid AND provider.kind = ${wanted.kind}::"ProviderKind"`;
  const preferred = 'providerId' in wanted ? wanted.providerId : wanted.preferred;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const [taken] = await tx.$queryRaw<Array<{ id: string }>>`
      INSERT INTO allocation (provider_id, during, state, expires_at, ${column})
      SELECT provider.id, ${during}, ${state}::"AllocationState", ${expiresAt}, ${id}::uuid FROM provider
      WHERE ${among}
        AND NOT EXISTS (SELECT 1 FROM allocation a WHERE a.provider_id = provider.id AND a.during && ${during} AND a.state <> 'RELEASED')
      ORDER BY coalesce(provider.id = ${preferred}::uuid, false) DESC, provider.id LIMIT 1
      ON CONFLICT DO NOTHING RETURNING provider_id::text AS id`;
    if (taken !== undefined) return taken.id;
  }
  return null;
}

/** How many of a kind are free all through each range. Its cost grows with what is allocated around them. */
export async function freeProviders(
  database: Pick<Database, 'query'>,
  { propertyId, kind }: { propertyId: string; kind: ProviderKind },
  ranges: readonly Occupied[],
): Promise<number[]> {
  const rows = await database.query<{ free: number }>(
    `SELECT (SELECT count(*) FROM provider WHERE property_id = $1::uuid AND kind = $2::"ProviderKind" AND NOT EXISTS (
       SELECT 1 FROM allocation a WHERE a.provider_id = provider.id AND a.during && tstzrange(starts, ends)
         AND a.state <> 'RELEASED' AND (a.expires_at IS NULL OR a.expires_at > now())))::int AS free
     FROM unnest($3::timestamptz[], $4::timestamptz[]) WITH ORDINALITY AS wanted(starts, ends, place) ORDER BY place`,
    [propertyId, kind, ranges.map(({ from }) => from.toISOString()), ranges.map(({ to }) => to.toISOString())],
  );
  return rows.map(({ free }) => free);
}

/** Time that is given back while its owner is away is not free: their status has it. */
export async function keepAway(tx: Transaction, providerIds: readonly string[]): Promise<void> {
  if (providerIds.length === 0) return;
  const away = await tx.provider.findMany({
    where: { id: { in: [...providerIds] }, statusUntil: { gt: await databaseTime(tx) } },
    orderBy: { id: 'asc' },
  });
  for (const { id, statusUntil } of away) await takeStatusTime(tx, id, statusUntil);
}

/** What a status takes of somebody's time is what nobody has booked. It replaces what the status before had taken. */
export async function takeStatusTime(tx: Transaction, providerId: string, until: Date | null): Promise<void> {
  await tx.$executeRaw`
    UPDATE allocation SET state = 'RELEASED' WHERE provider_id = ${providerId}::uuid AND state = 'BLOCKED'`;
  if (until === null) return;
  await tx.$executeRaw`
    INSERT INTO allocation (provider_id, during, state)
    SELECT ${providerId}::uuid, gap, 'BLOCKED' FROM unnest(
      tstzmultirange(tstzrange(now(), ${until}::timestamptz)) - coalesce((
        SELECT range_agg(during) FROM allocation WHERE provider_id = ${providerId}::uuid AND state <> 'RELEASED'
          AND during && tstzrange(now(), ${until}::timestamptz)), '{}'::tstzmultirange)) AS gap
    ON CONFLICT DO NOTHING`;
}
