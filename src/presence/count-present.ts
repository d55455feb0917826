import type { LeaseStore } from '../realtime/leases/store.js';
import { presenceTopic, statusOf } from './presences.js';

export interface Present {
  readonly online: number;
  readonly away: number;
}

/** How many of these people are there now. Rejects while the store does not answer. */
export async function countPresent(leases: Pick<LeaseStore, 'read'>, userIds: readonly string[]): Promise<Present> {
  const all = await Promise.all(userIds.map(async (id) => statusOf(await leases.read(presenceTopic(id)))));
  const count = (wanted: (typeof all)[number]) => all.filter((status) => status === wanted).length;
  return { online: count('ONLINE'), away: count('AWAY') };
}
