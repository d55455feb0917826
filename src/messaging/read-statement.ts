import { appendedInput } from '../realtime/append-sql.js';
import { streamOf } from '../realtime/streams.js';
import { conversationUnreadChanged, deskRead, messagesDelivered, messagesRead } from './message-events.js';
import { settledAfterSeconds } from './unread-after.js';

/**
 * Moves somebody's watermark, with everything that comes of it, in one statement. The row of the conversation is locked
 * first, as by who sends: so what is unread is exact at its place in the stream. A watermark never goes back.
 *
 * $1 the conversation, $2 the person, $3 up to where (null: to the end), $4 READ or DELIVERED, $5 how the log calls them,
 * $6 whether they read for the property. Answers one row: the events.
 */
export const readStatement = `
  WITH locked AS MATERIALIZED (
    SELECT id, property_id, last_sequence, desk_read_sequence, least(coalesce($3::int, last_sequence), last_sequence) AS wanted
    FROM conversation WHERE id = $1::uuid FOR NO KEY UPDATE
  ), mine AS MATERIALIZED (
    SELECT p.id, p.read_sequence, p.delivered_sequence FROM participant p JOIN locked ON locked.id = p.conversation_id
    WHERE p.user_id = $2::uuid FOR NO KEY UPDATE OF p
  ), moved AS (
    UPDATE participant p SET delivered_sequence = greatest(p.delivered_sequence, locked.wanted),
      read_sequence = CASE WHEN $4::text = 'READ' THEN greatest(p.read_sequence, locked.wanted) ELSE p.read_sequence END
    FROM locked, mine
    WHERE p.id = mine.id
      AND locked.wanted > CASE WHEN $4::text = 'READ' THEN mine.read_sequence ELSE mine.delivered_sequence END
    RETURNING locked.wanted AS sequence, locked.last_sequence
  ), kept AS (
    INSERT INTO receipt (conversation_id, user_id, kind, sequence, at)
    SELECT $1::uuid, $2::uuid, $4::text::"ReceiptKind", sequence, clock_timestamp() FROM moved
  ), desk AS (
    UPDATE conversation c SET desk_read_sequence = locked.wanted FROM locked
    WHERE c.id = locked.id AND $6::boolean AND $4::text = 'READ' AND locked.wanted > locked.desk_read_sequence
    RETURNING c.property_id, locked.wanted AS sequence
  ), input AS (
    SELECT stream, gen_random_uuid() AS id, type, $5::text AS actor, payload, false AS relayed, CASE WHEN type = '${conversationUnreadChanged.type}' THEN ${settledAfterSeconds} END AS react_after, NULL::timestamptz AS at,
      row_number() OVER (ORDER BY stream) AS place
    FROM (
      SELECT '${streamOf.conversation('')}' || $1::uuid AS stream,
        CASE WHEN $4::text = 'READ' THEN '${messagesRead.type}' ELSE '${messagesDelivered.type}' END AS type,
        jsonb_build_object('conversationId', $1::uuid, 'userId', $2::uuid, 'sequence', sequence) AS payload
      FROM moved WHERE coalesce((SELECT read_receipts FROM user_settings WHERE user_id = $2::uuid), true)
      UNION ALL
      SELECT '${streamOf.user('')}' || $2::uuid, '${conversationUnreadChanged.type}', jsonb_build_object('conversationId', $1::uuid,
        'userId', $2::uuid, 'messageId', NULL, 'lastSequence', last_sequence, 'readSequence', sequence, 'mentioned', false)
      FROM moved WHERE $4::text = 'READ'
      UNION ALL
      SELECT '${streamOf.property('')}' || property_id, '${deskRead.type}', jsonb_build_object('conversationId', $1::uuid,
        'propertyId', property_id, 'sequence', sequence)
      FROM desk WHERE property_id IS NOT NULL
    ) events
  ), ${appendedInput}
  SELECT json_agg(json_build_object('stream', placed.stream, 'seq', placed.seq, 'id', placed.id, 'type', placed.type,
    'actor', placed.actor, 'payload', placed.payload, 'at', written.at) ORDER BY placed.place) AS events
  FROM placed JOIN written ON written.stream = placed.stream AND written.seq = placed.seq`;
