import type { Transaction } from '../database/transaction.js';

export interface Counts {
  readonly unread: number;
  readonly unseen: number;
}

interface Row extends Counts {
  readonly userId: string;
}

/**
 * So many more (or fewer) wait for each of them. Answers how many do from there on. The rows stay locked until the commit, always in the
 * same order: so what is appended with the transaction is exact at its place in the stream.
 */
export async function addToCounts(tx: Transaction, changes: ReadonlyMap<string, Counts>): Promise<Map<string, Counts>> {
  if (changes.size === 0) return new Map();
  const json = JSON.stringify(
    [...changes].map(([userId, { unread, unseen }]) => ({ user_id: userId, unread, unseen })),
  );
  const rows = await tx.$queryRaw<Row[]>`
    INSERT INTO notification_counts AS c (user_id, unread, unseen)
    SELECT user_id, unread, unseen FROM jsonb_to_recordset(${json}::jsonb) AS r(user_id uuid, unread int, unseen int)
    ORDER BY user_id
    ON CONFLICT (user_id) DO UPDATE SET unread = c.unread + excluded.unread, unseen = c.unseen + excluded.unseen
    RETURNING user_id::text AS "userId", unread, unseen`;
  return new Map(rows.map(({ userId, unread, unseen }) => [userId, { unread, unseen }]));
}

/** Nothing is added or taken away for these people by anybody else until the commit. */
export async function lockCounts(tx: Transaction, userIds: readonly string[]): Promise<void> {
  await addToCounts(tx, new Map(userIds.map((userId) => [userId, { unread: 0, unseen: 0 }])));
}
