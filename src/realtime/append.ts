import { afterCommit, beforeCommit, databaseOf, type Transaction } from '../database/transaction.js';
import { Prisma } from '../generated/prisma/client.js';
import type { NewEvent } from './event.js';

const pending = new WeakMap<Transaction, NewEvent[]>();

/**
 * Writes the events with the transaction: all are in the log if it commits, none if it does not. The statement itself
 * runs last, in one round trip, so that the rows of the streams are locked for as short as can be.
 */
export function append(tx: Transaction, ...events: readonly NewEvent[]): void {
  const waiting = pending.get(tx);
  if (waiting !== undefined) {
    waiting.push(...events);
    return;
  }
  const all = [...events];
  pending.set(tx, all);
  beforeCommit(tx, () => write(tx, all));
}

async function write(tx: Transaction, events: readonly NewEvent[]): Promise<void> {
  const rows = events.flatMap((event) =>
    event.streams.map((stream) => ({
      stream,
      id: event.id,
      type: event.type,
      actor: event.actor,
      payload: event.payload,
    })),
  );
  if (rows.length === 0) return;
  // The streams are taken in the order of their names, so that two appends never wait for each other in a circle.
  const heads = await tx.$queryRaw<Array<{ stream: string; seq: bigint }>>(Prisma.sql`
    WITH input AS (
      SELECT * FROM ROWS FROM (
        jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS (stream text, id uuid, type text, actor text, payload jsonb)
      ) WITH ORDINALITY AS r(stream, id, type, actor, payload, place)
    ), head AS (
      INSERT INTO stream AS s (id, seq)
      SELECT stream, count(*) FROM input GROUP BY stream ORDER BY stream
      ON CONFLICT (id) DO UPDATE SET seq = s.seq + excluded.seq
      RETURNING s.id, s.seq
    ), written AS (
      INSERT INTO event (stream, seq, id, type, actor, payload, at)
      SELECT input.stream,
             head.seq - count(*) OVER (PARTITION BY input.stream) + row_number() OVER (PARTITION BY input.stream ORDER BY place),
             input.id, input.type, input.actor, input.payload, clock_timestamp()
      FROM input JOIN head ON head.id = input.stream
    )
    SELECT id AS stream, seq FROM head`);
  const database = databaseOf(tx);
  afterCommit(tx, () => database.appended(heads));
}
