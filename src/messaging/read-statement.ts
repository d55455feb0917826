import { appendedInput } from '../realtime/append-sql.js';
import { system } from '../realtime/event.js';
import { streamOf } from '../realtime/streams.js';
import { conversationUnreadChanged, deskRead, messagesDelivered, messagesRead } from './message-events.js';
import { settledAfterSeconds } from './unread-after.js';

/**
 * Moves somebody's watermark, with everything that comes of it, in one statement. The row of the conversation is locked
 * first, as by who sends: so what is unread is exact at its place in the stream. A watermark never goes back.
 *
 * Guests hear that the desk has read, not who of it: of those alone who let it be known.
 *
 * $1 the conversation, $2 the person, $3 up to where (null: to the end), $4 READ or DELIVERED, $5 how the log calls them,
 * $6 whether they read for the property. Answers one row: the events.
 */
export const readStatement = `
  WITH locked AS MATERIALIZED (
    SELECT id, property_id, last_sequence, desk_read_sequence, desk_seen_sequence, least(coalesce($3::int, last_sequence), last_sequence) AS wanted
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
  ), told AS MATERIALIZED (
    SELECT coalesce((SELECT read_receipts FROM user_settings WHERE user_id = $2::uuid), true) AS all_of_it
  ), desk AS (
    UPDATE conversation c SET desk_read_sequence = greatest(locked.desk_read_sequence, locked.wanted),
      desk_seen_sequence = CASE WHEN all_of_it THEN greatest(locked.desk_seen_sequence, locked.wanted)
        ELSE locked.desk_seen_sequence END
    FROM locked, told
    WHERE c.id = locked.id AND $6::boolean AND $4::text = 'READ'
      AND (locked.wanted > locked.desk_read_sequence OR all_of_it AND locked.wanted > locked.desk_seen_sequence)
    RETURNING c.property_id, locked.wanted AS sequence, locked.wanted > locked.desk_read_sequence AS read,
      all_of_it AND locked.wanted > locked.desk_seen_sequence AS seen
  ), input AS (
    SELECT stream, gen_random_uuid() AS id, type, actor, payload, false AS relayed, CASE WHEN type = '${conversationUnreadChanged.type}' THEN ${settledAfterSeconds} END AS react_after, NULL::timestamptz AS at,
      row_number() OVER (ORDER BY stream, type) AS place
    FROM (
      SELECT '${streamOf.conversation('')}' || $1::uuid AS stream, $5::text AS actor,
        CASE WHEN $4::text = 'READ' THEN '${messagesRead.type}' ELSE '${messagesDelivered.type}' END AS type,
        jsonb_build_object('conversationId', $1::uuid, 'userId', $2::uuid, 'sequence', sequence) AS payload
      FROM moved, told WHERE all_of_it
      UNION ALL
      SELECT '${streamOf.user('')}' || $2::uuid, $5::text, '${conversationUnreadChanged.type}', jsonb_build_object('conversationId', $1::uuid,
        'userId', $2::uuid, 'messageId', NULL, 'lastSequence', last_sequence, 'readSequence', sequence, 'mentioned', false)
      FROM moved WHERE $4::text = 'READ'
      UNION ALL
      SELECT '${streamOf.property('')}' || property_id, $5::text, '${deskRead.type}', jsonb_build_object('conversationId', $1::uuid,
        'propertyId', property_id, 'sequence', sequence)
      FROM desk WHERE property_id IS NOT NULL AND read
      UNION ALL
      SELECT '${streamOf.conversation('')}' || $1::uuid, '${system.key}', '${deskRead.type}', jsonb_build_object('conversationId', $1::uuid,
        'propertyId', property_id, 'sequence', sequence)
      FROM desk WHERE property_id IS NOT NULL AND seen
    ) events
  ), ${appendedInput}
  SELECT json_agg(json_build_object('stream', placed.stream, 'seq', placed.seq, 'id', placed.id, 'type', placed.type,
    'actor', placed.actor, 'payload', placed.payload, 'at', written.at) ORDER BY placed.place) AS events
  FROM placed JOIN written ON written.stream = placed.stream AND written.seq = placed.seq`;
