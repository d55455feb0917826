import type { Database } from '../database/client.js';

/** Makes one row of many, of those that are committed: their sum stays what it is. Answers how many there were. */
export async function addUpTallies(database: Pick<Database, 'query'>): Promise<number> {
  const [row] = await database.query<{ count: number }>(`
    WITH taken AS (
      DELETE FROM conversation_tally WHERE property_id IN (
        SELECT property_id FROM conversation_tally GROUP BY property_id HAVING count(*) > 1)
      RETURNING property_id, open
    ), summed AS (
      INSERT INTO conversation_tally (property_id, open)
      SELECT property_id, sum(open)::int FROM taken GROUP BY property_id
    )
    SELECT count(*)::int AS count FROM taken`);
  return row?.count ?? 0;
}
