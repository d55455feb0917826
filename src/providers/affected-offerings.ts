import { changedAltogether, changedDays } from '../bookings/changed-days.js';
import type { Occupied } from '../bookings/slot.js';
import type { Transaction } from '../database/transaction.js';
import type { ProviderKind } from '../generated/prisma/enums.js';
import { append } from '../realtime/append.js';

/** Tells that what is free has changed of everything that needs somebody of this kind: then, or altogether. */
export async function tellAvailability(
  tx: Transaction,
  { propertyId, kind }: { propertyId: string; kind: ProviderKind },
  occupied: Occupied | null,
): Promise<void> {
  const offerings = await tx.offering.findMany({
    where: { propertyId, providerKind: kind, status: 'ACTIVE' },
    include: { property: true },
    orderBy: { id: 'asc' },
  });
  for (const offering of offerings)
    append(tx, occupied === null ? changedAltogether(offering) : changedDays(offering, occupied));
}
