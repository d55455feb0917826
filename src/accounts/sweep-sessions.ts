import type { Database } from '../database/client.js';

const batch = 1_000;
const mostBatches = 100;

/**
 * For a job, once a day: says of sessions that nobody came back to that they have expired, forgets those that have been
 * over for 30 days with the addresses that they came from, and used refresh tokens after a week. Answers how many rows
 * it touched.
 */
export async function sweepSessions({ prisma }: Pick<Database, 'prisma'>): Promise<number> {
  const expired = await inBatches(
    () => prisma.$executeRaw`
      UPDATE session SET ended_at = expires_at, end_reason = 'EXPIRED' WHERE id IN (
        SELECT id FROM session WHERE ended_at IS NULL AND expires_at <= now() LIMIT ${batch})`,
  );
  const forgotten = await inBatches(
    () => prisma.$executeRaw`
      DELETE FROM session WHERE id IN (
        SELECT id FROM session WHERE expires_at < now() - interval '30 days' LIMIT ${batch})`,
  );
  const used = await inBatches(
    () => prisma.$executeRaw`
      DELETE FROM refresh_token WHERE hash IN (
        SELECT hash FROM refresh_token WHERE used_at < now() - interval '7 days' LIMIT ${batch})`,
  );
  return expired + forgotten + used;
}

/** A few rows at a time: nobody waits long for a lock, and no statement runs out of time. */
async function inBatches(touch: () => Promise<number>): Promise<number> {
  let all = 0;
  for (let n = 0; n < mostBatches; n++) {
    const count = await touch();
    all += count;
    if (count < batch) break;
  }
  return all;
}
