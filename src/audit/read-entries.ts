import type { Database } from '../database/client.js';
import type { Prisma } from '../generated/prisma/client.js';
import type { Entry } from './entry.js';

/** A page of entries, with what is still known of where they came from. */
export async function readEntries(
  { prisma }: Pick<Database, 'prisma'>,
  where: Prisma.AuditEntryWhereInput,
  page: Pick<Prisma.AuditEntryFindManyArgs, 'orderBy' | 'take'>,
): Promise<Entry[]> {
  const rows = await prisma.auditEntry.findMany({ where, ...page });
  const origins = await prisma.auditOrigin.findMany({ where: { place: { in: rows.map(({ place }) => place) } } });
  const byPlace = new Map(origins.map(({ place, address, userAgent }) => [place, { address, userAgent }]));
  return rows.map((row) => ({ ...row, from: byPlace.get(row.place) }));
}
