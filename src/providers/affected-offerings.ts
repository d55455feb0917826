import { changedAltogether, changedDays } from '../bookings/changed-days.js';
import type { Occupied } from '../bookings/slot.js';
import type { Transaction } from '../database/transaction.js';
import type { ProviderKind } from '../generated/prisma/enums.js';
import { append } from '../realtime/append.js';

/**
 * Tells that what is free has changed of everything that needs somebody of this kind: then, or altogether. Nothing for no
 * kind. `except`: the offering by which they were taken or given back tells that by itself.
 */
export async function tellAvailability(
  tx: Transaction,
  { propertyId, kind, except }: { propertyId: string; kind: ProviderKind | null | undefined; except?: string },
  occupied: Occupied | null,
): Promise<void> {
  if (kind == null) return;
  const offerings = await tx.offering.findMany({
    where: { propertyId, providerKind: kind, status: 'ACTIVE', ...(except !== undefined && { id: { not: except } }) },
    include: { property: true },
    orderBy: { id: 'asc' },
  });
  for (const offering of offerings)
    append(tx, occupied === null ? changedAltogether(offering) : changedDays(offering, occupied));
}

/** The same of the time that goes with a slot. */
export const tellOthersOf = (
  tx: Transaction,
  { id: except, propertyId, providerKind: kind }: { id: string; propertyId: string; providerKind: ProviderKind | null },
  { startsAt: from, endsAt: to }: { startsAt: Date; endsAt: Date },
): Promise<void> => tellAvailability(tx, { propertyId, kind, except }, { from, to });
