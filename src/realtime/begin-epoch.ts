import type { Database } from '../database/client.js';

/**
 * After a backup was restored: what was counted since it was made is gone, and its numbers come a second time. Every stream,
 * and those to come, begin another epoch, so that cursors of before are answered by `StreamReset`, never by silence or by
 * other events. No node may run meanwhile. Answers the epoch: the minute of now, so that two restores of one backup differ.
 *
 * Whoever reads a stream that nothing was ever written to counts in the first epoch, and is reset by its first event.
 */
export async function beginEpoch(database: Pick<Database, 'query'>): Promise<number> {
  const [row] = await database.query<{ epoch: number }>(
    `SELECT GREATEST(COALESCE(max(epoch), 1) + 1, floor(extract(epoch FROM now()) / 60)::int) AS epoch FROM stream`,
  );
  if (row === undefined) throw new Error('The streams cannot be counted.');
  const epoch = Number(row.epoch);
  // First those to come: interrupted in between, it can be done again.
  await database.query(`ALTER TABLE stream ALTER COLUMN epoch SET DEFAULT ${epoch}`);
  await database.query('UPDATE stream SET epoch = $1', [epoch]);
  return epoch;
}
