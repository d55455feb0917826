import { appendedInput } from '../realtime/append-sql.js';
import { streamOf } from '../realtime/streams.js';
import { conversationStatusChanged } from './events.js';
import { conversationUnreadChanged, messageSent, threadMessageSent } from './message-events.js';
import { unreadAfterSeconds } from './unread-after.js';

/** The files that are there to be attached, and which message wants them. */
const heldFiles = `
  wanted AS MATERIALIZED (
    SELECT sends.place, x.id, x.n::int AS n FROM sends, unnest(sends.attachment_ids) WITH ORDINALITY x(id, n)
  ), held AS MATERIALIZED (
    SELECT a.id, a.conversation_id, a.uploader_id FROM attachment a JOIN locked ON locked.id = a.conversation_id
    WHERE a.id IN (SELECT id FROM wanted) AND a.state = 'READY' AND a.message_id IS NULL
    ORDER BY a.id FOR UPDATE OF a
  ),`;

const withoutFiles = `
      WHEN EXISTS (
        SELECT 1 FROM wanted w LEFT JOIN held h ON h.id = w.id AND h.conversation_id = sends.conversation_id
          AND h.uploader_id = sends.sender_id
        WHERE w.place = sends.place AND (h.id IS NULL
          OR EXISTS (SELECT 1 FROM wanted o WHERE o.id = w.id AND (o.place, o.n) < (w.place, w.n)))
      ) THEN 'UNATTACHED'`;

const attachedFiles = `
  attached AS (
    UPDATE attachment a SET message_id = m.id, position = w.n
    FROM wanted w JOIN numbered m ON m.place = w.place WHERE a.id = w.id
  ),`;

/**
 * Some messages, with everything that comes of them, in one statement. Conversations are locked in the order of their
 * ids, then those who take part, then streams, as everywhere, so that nobody waits in a circle.
 *
 * A statement sees the rows that there were when it began, and of those that it has locked their newest version. So
 * somebody who was taken out while it waited is gone (`people`), but somebody who was added is not there yet: then the
 * numbers differ and the message is `STALE`, to be sent again by a new statement.
 *
 * $1: the messages. $2: the ids of their conversations. Answers one row: what became of each message, in their order; the
 * numbers of those that are new; those that were there before; and the events.
 */
const statement = ({ files }: { files: boolean }) => `
  WITH sends AS MATERIALIZED (
    SELECT * FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (
      id uuid, event_id uuid, conversation_id uuid, sender_id uuid, sender_kind text, type text, priority text, body text,
      client_message_id text, reply_to_id uuid, thread_root_id uuid, forwarded_from_id uuid, actor text, mention_ids uuid[], attachment_ids uuid[]
    )) WITH ORDINALITY AS r(
      id, event_id, conversation_id, sender_id, sender_kind, type, priority, body,
      client_message_id, reply_to_id, thread_root_id, forwarded_from_id, actor, mention_ids, attachment_ids, place
    )
  ), locked AS MATERIALIZED (
    SELECT id, status, property_id, booking_id, participant_count FROM conversation
    WHERE id = ANY($2::uuid[]) ORDER BY id FOR NO KEY UPDATE
  ), people AS MATERIALIZED (
    SELECT p.conversation_id, p.user_id, p.role, p.read_sequence
    FROM participant p JOIN locked ON locked.id = p.conversation_id WHERE p.conversation_id = ANY($2::uuid[])
    ORDER BY p.conversation_id, p.user_id FOR NO KEY UPDATE OF p
  ), whole AS MATERIALIZED (
    SELECT locked.*, participant_count = (SELECT count(*) FROM people p WHERE p.conversation_id = locked.id) AS seen
    FROM locked
  ), earlier AS MATERIALIZED (
    SELECT sends.place, m.id FROM sends CROSS JOIN LATERAL (
      SELECT message.id FROM message WHERE message.conversation_id = sends.conversation_id
        AND message.client_message_id = sends.client_message_id AND message.sender_id IS NOT DISTINCT FROM sends.sender_id
      LIMIT 1) m
  ), ${files ? heldFiles : ''} judged AS MATERIALIZED (
    SELECT sends.*, CASE
      WHEN EXISTS (SELECT 1 FROM earlier WHERE earlier.place = sends.place) THEN 'EARLIER'
      WHEN whole.id IS NULL THEN 'GONE'
      WHEN NOT whole.seen THEN 'STALE'
      WHEN sends.sender_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM people p WHERE p.conversation_id = sends.conversation_id AND p.user_id = sends.sender_id
      ) THEN 'GONE'
      WHEN whole.status = 'CLOSED' THEN 'CLOSED'
      ${files ? withoutFiles : ''}
      ELSE 'SENT' END AS outcome
    FROM sends LEFT JOIN whole ON whole.id = sends.conversation_id
  ), fresh AS MATERIALIZED (
    SELECT *, row_number() OVER (PARTITION BY conversation_id ORDER BY place)::int AS n
    FROM judged WHERE outcome = 'SENT'
  ), grown AS MATERIALIZED (
    SELECT conversation_id, count(*)::int AS count, (array_agg(id ORDER BY n DESC))[1] AS last_id,
           max(n) FILTER (WHERE sender_kind = 'STAFF') AS desk_n, (array_agg(actor ORDER BY n))[1] AS first_actor
    FROM fresh GROUP BY conversation_id
  ), bumped AS (
    UPDATE conversation c SET
      last_sequence = c.last_sequence + grown.count,
      last_message_id = grown.last_id,
      last_activity_at = clock_timestamp(),
      desk_read_sequence = greatest(c.desk_read_sequence, c.last_sequence + grown.desk_n),
      status = CASE WHEN woken THEN 'ACTIVE' ELSE c.status END,
      snoozed_until = CASE WHEN woken THEN NULL ELSE c.snoozed_until END,
      version = c.version + woken::int
    FROM grown JOIN (SELECT id, status AS before, status IN ('SNOOZED', 'ARCHIVED') AS woken FROM locked) l
      ON l.id = grown.conversation_id
    WHERE c.id = grown.conversation_id
    RETURNING c.id, c.last_sequence - grown.count AS base, c.property_id, c.booking_id, c.version, l.before, l.woken, grown.first_actor
  ), numbered AS MATERIALIZED (
    SELECT f.*, bumped.base + f.n AS sequence, bumped.property_id, bumped.booking_id,
      clock_timestamp()::timestamptz(3) AS created_at
    FROM fresh f JOIN bumped ON bumped.id = f.conversation_id ORDER BY f.place
  ), inserted AS (
    INSERT INTO message (id, conversation_id, sequence, type, priority, sender_id, sender_kind, body, client_message_id,
      reply_to_id, thread_root_id, forwarded_from_id, created_at)
    SELECT id, conversation_id, sequence, type::"MessageType", priority::"MessagePriority", sender_id,
      sender_kind::"SenderKind", body, client_message_id, reply_to_id, thread_root_id, forwarded_from_id, created_at
    FROM numbered ORDER BY place
  ), own AS MATERIALIZED (
    SELECT conversation_id, sender_id, min(sequence) AS first, max(sequence) AS sequence, array_agg(sequence) AS sequences
    FROM numbered GROUP BY 1, 2
  ), moved AS (
    UPDATE participant p SET read_sequence = greatest(p.read_sequence, own.sequence),
      delivered_sequence = greatest(p.delivered_sequence, own.sequence)
    FROM own WHERE p.conversation_id = own.conversation_id AND p.user_id = own.sender_id
  ), mentioned AS (
    INSERT INTO mention (message_id, user_id)
    SELECT m.id, p.user_id FROM numbered m JOIN people p ON p.conversation_id = m.conversation_id
    WHERE m.mention_ids <> '{}' AND p.user_id = ANY(m.mention_ids)
  ), ${files ? attachedFiles : ''} told AS (
    SELECT sequence, 1 AS step, '${streamOf.conversation('')}' || conversation_id AS stream, event_id AS id,
      '${messageSent.type}' AS type, actor, jsonb_build_object('conversationId', conversation_id,
        'propertyId', property_id, 'messageId', id, 'sequence', sequence) AS payload, property_id
    FROM numbered
  ), woken AS (
    SELECT 0 AS sequence, 0 AS step, '${streamOf.conversation('')}' || id AS stream, gen_random_uuid() AS id,
      '${conversationStatusChanged.type}' AS type, first_actor AS actor, jsonb_build_object('conversationId', id,
        'propertyId', property_id, 'from', before, 'to', 'ACTIVE', 'version', version) AS payload, property_id
    FROM bumped WHERE woken
  ), of_booking AS (
    SELECT sequence, 1 AS step, '${streamOf.booking('')}' || booking_id AS stream, gen_random_uuid() AS id,
      '${threadMessageSent.type}' AS type, actor, jsonb_build_object('conversationId', conversation_id,
        'bookingId', booking_id, 'messageId', id, 'sequence', sequence) AS payload
    FROM numbered WHERE booking_id IS NOT NULL
  ), unread AS (
    SELECT m.sequence, 2 AS step, '${streamOf.user('')}' || p.user_id AS stream, gen_random_uuid() AS id,
      '${conversationUnreadChanged.type}' AS type, m.actor, jsonb_build_object('conversationId', m.conversation_id,
        'userId', p.user_id, 'messageId', m.id, 'lastSequence', m.sequence, 'readSequence', greatest(p.read_sequence,
          CASE WHEN own.first <= m.sequence THEN (SELECT max(x) FROM unnest(own.sequences) AS x WHERE x <= m.sequence) END),
        'mentioned', p.user_id = ANY(m.mention_ids)) AS payload
    FROM people p JOIN numbered m ON m.conversation_id = p.conversation_id
      LEFT JOIN own ON own.conversation_id = p.conversation_id AND own.sender_id = p.user_id
    WHERE (p.role <> 'STAFF' OR EXISTS (
        SELECT 1 FROM membership w WHERE w.property_id = m.property_id AND w.user_id = p.user_id))
      AND NOT EXISTS (SELECT 1 FROM user_block b WHERE b.blocker_id = p.user_id AND b.blocked_id = m.sender_id)
  ), input AS (
    SELECT stream, id, type, actor, payload, false AS relayed, NULL::timestamptz AS at,
      CASE WHEN type = '${messageSent.type}' AND stream LIKE '${streamOf.conversation('%')}' THEN ${unreadAfterSeconds} END AS react_after,
      row_number() OVER (ORDER BY step, sequence, stream) AS place
    FROM (
      SELECT step, sequence, stream, id, type, actor, payload FROM (SELECT * FROM told UNION ALL SELECT * FROM woken) all_readers
      UNION ALL
      SELECT step, sequence, '${streamOf.property('')}' || property_id, id, type, actor, payload
      FROM (SELECT * FROM told UNION ALL SELECT * FROM woken) of_property WHERE property_id IS NOT NULL
      UNION ALL
      SELECT step, sequence, stream, id, type, actor, payload FROM of_booking
      UNION ALL
      SELECT step, sequence, stream, id, type, actor, payload FROM unread
    ) events
  ), ${appendedInput}
  SELECT
    (SELECT json_agg(outcome ORDER BY place) FROM judged) AS outcomes,
    (SELECT json_agg(json_build_object('id', id, 'sequence', sequence, 'createdAt', created_at)) FROM numbered) AS numbered,
    (SELECT json_agg(json_build_object('place', earlier.place, 'message', to_json(message)))
      FROM earlier JOIN message ON message.id = earlier.id) AS earlier,
    (SELECT json_agg(json_build_object('stream', placed.stream, 'seq', placed.seq, 'id', placed.id, 'type', placed.type,
        'actor', placed.actor, 'payload', placed.payload, 'at', written.at) ORDER BY placed.place)
      FROM placed JOIN written ON written.stream = placed.stream AND written.seq = placed.seq) AS events`;

export const sendStatement = statement({ files: false });
/** A little dearer. */
export const sendWithFilesStatement = statement({ files: true });
