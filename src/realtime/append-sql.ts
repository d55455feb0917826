/**
 * What appends, as common table expressions for a statement of one's own. Before it stands `input`, with the columns
 * stream, id, type, actor, payload, relayed, react_after (seconds, see reactions.ts), at and place (the order of the
 * events, from 1); after it, `placed` and `written` tell what became of them.
 */
export const appendedInput = `
    head AS (
      INSERT INTO stream AS s (id, seq)
      SELECT stream, count(*) FROM input GROUP BY stream ORDER BY stream
      ON CONFLICT (id) DO UPDATE SET seq = s.seq + excluded.seq
      RETURNING s.id, s.seq
    ), placed AS (
      SELECT input.stream, input.id, input.type, input.actor, input.payload, input.relayed, input.react_after, input.place,
             coalesce(input.at, clock_timestamp()) AS at,
             head.seq - count(*) OVER (PARTITION BY input.stream) + row_number() OVER (PARTITION BY input.stream ORDER BY place) AS seq
      FROM input JOIN head ON head.id = input.stream
    ), relay AS (
      INSERT INTO relay_outbox (id, type, actor, payload, at)
      SELECT id, type, actor, payload, at FROM placed WHERE relayed ORDER BY place
    ), reactions AS (
      INSERT INTO reaction_outbox (id, type, actor, payload, at, due_at)
      SELECT id, type, actor, payload, at, at + make_interval(secs => react_after) FROM placed
      WHERE react_after IS NOT NULL ORDER BY place
    ), written AS (
      INSERT INTO event (stream, seq, id, type, actor, payload, at)
      SELECT stream, seq, id, type, actor, payload, at FROM placed
      RETURNING stream, seq, at
    )
`;
