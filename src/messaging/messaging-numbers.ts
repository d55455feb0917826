import type { Database } from '../database/client.js';

export interface MessagingNumbers {
  conversationsStarted: number;
  guestMessages: number;
  staffMessages: number;
  otherMessages: number;
  answers: number;
  averageResponseSeconds: number | null;
  medianResponseSeconds: number | null;
  openConversations: number;
  unreadConversations: number;
}

/** Of the conversations of a property with its guests. Half-open: `from` is in it, `to` is not. */
export async function messagingNumbers(
  database: Pick<Database, 'query'>,
  propertyId: string,
  from: Date,
  to: Date,
): Promise<MessagingNumbers> {
  const [row] = await database.query<MessagingNumbers>(statement, [propertyId, from, to]);
  if (row === undefined) throw new Error('A statement of aggregates answers one row.');
  return row;
}

// A guest waits from the first message that nobody has answered yet; whatever they write meanwhile makes it no longer.
const statement = `
  WITH ours AS MATERIALIZED (
    SELECT id, status, created_at, last_sequence, desk_read_sequence FROM conversation
    WHERE property_id = $1::uuid AND kind = 'GUEST_STAFF'
  ), written AS MATERIALIZED (
    SELECT m.conversation_id, m.sequence, m.sender_kind, m.type, m.created_at,
      lag(m.sender_kind) OVER (PARTITION BY m.conversation_id ORDER BY m.sequence) AS before
    FROM message m JOIN ours ON ours.id = m.conversation_id
    WHERE m.created_at < $3::timestamptz AND m.created_at >= $2::timestamptz - interval '7 days'
      AND m.sender_kind IN ('GUEST', 'STAFF') AND m.type = 'TEXT'
  ), waits AS (
    SELECT w.created_at AS since, (
      SELECT min(m.created_at) FROM message m WHERE m.conversation_id = w.conversation_id AND m.sequence > w.sequence
        AND m.sender_kind = 'STAFF' AND m.type = 'TEXT') AS until
    FROM written w WHERE w.sender_kind = 'GUEST' AND w.before IS DISTINCT FROM 'GUEST' AND w.created_at >= $2::timestamptz
  ), answered AS (
    SELECT extract(epoch FROM until - since)::float8 AS seconds FROM waits WHERE until IS NOT NULL
  ), counted AS (
    SELECT m.sender_kind, m.type FROM message m JOIN ours ON ours.id = m.conversation_id
    WHERE m.created_at >= $2::timestamptz AND m.created_at < $3::timestamptz
  )
  SELECT
    (SELECT count(*)::int FROM ours WHERE created_at >= $2::timestamptz AND created_at < $3::timestamptz) AS "conversationsStarted",
    (SELECT count(*)::int FROM counted WHERE sender_kind = 'GUEST') AS "guestMessages",
    (SELECT count(*)::int FROM counted WHERE sender_kind = 'STAFF' AND type = 'TEXT') AS "staffMessages",
    (SELECT count(*)::int FROM counted WHERE sender_kind <> 'GUEST' AND NOT (sender_kind = 'STAFF' AND type = 'TEXT')) AS "otherMessages",
    (SELECT count(*)::int FROM answered) AS answers,
    (SELECT avg(seconds) FROM answered) AS "averageResponseSeconds",
    (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FROM answered) AS "medianResponseSeconds",
    (SELECT count(*)::int FROM ours WHERE status = 'ACTIVE') AS "openConversations",
    (SELECT count(*)::int FROM ours WHERE status = 'ACTIVE' AND desk_read_sequence < last_sequence) AS "unreadConversations"`;
