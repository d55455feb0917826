import type { Database } from '../database/client.js';
import type { Offering } from '../generated/prisma/client.js';
import { freeProviders } from '../providers/provider-time.js';
import { type FreeUnits, freeUnits } from './free-units.js';
import type { Slot } from './slot.js';

/** How often each slot can still be sold: as there are units, and people where it takes somebody's time. */
export async function freePlaces(
  database: Pick<Database, 'query'>,
  { id, propertyId, providerKind: kind }: Pick<Offering, 'id' | 'propertyId' | 'providerKind'>,
  slots: readonly Slot[],
): Promise<FreeUnits> {
  const { units, free } = await freeUnits(
    database,
    id,
    slots.map(({ occupied }) => occupied),
  );
  if (kind === null) return { units, free };
  const people = await freeProviders(
    database,
    { propertyId, kind },
    slots.map(({ startsAt, endsAt }) => ({ from: startsAt, to: endsAt })),
  );
  return { units, free: free.map((count, index) => Math.min(count, people[index] ?? 0)) };
}
