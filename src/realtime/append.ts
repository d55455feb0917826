import { afterCommit, beforeCommit, databaseOf, type Transaction } from '../database/transaction.js';
import { Prisma } from '../generated/prisma/client.js';
import type { Poke } from './broker.js';
import type { NewEvent } from './event.js';
import type { StoredEvent } from './log.js';

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
  const json = JSON.stringify(events.flatMap(rowsOf));
  if (json === '[]') return;
  // The streams are taken in the order of their names, so that two appends never wait for each other in a circle.
  const written = await tx.$queryRaw<Written[]>(Prisma.sql`
    WITH input AS (
      SELECT * FROM ROWS FROM (
        jsonb_to_recordset(${json}::jsonb) AS (stream text, id uuid, type text, actor text, payload jsonb, relayed boolean, at timestamptz)
      ) WITH ORDINALITY AS r(stream, id, type, actor, payload, relayed, at, place)
    ), head AS (
      INSERT INTO stream AS s (id, seq)
      SELECT stream, count(*) FROM input GROUP BY stream ORDER BY stream
      ON CONFLICT (id) DO UPDATE SET seq = s.seq + excluded.seq
      RETURNING s.id, s.seq
    ), placed AS (
      SELECT input.stream, input.id, input.type, input.actor, input.payload, input.relayed, input.place,
             coalesce(input.at, clock_timestamp()) AS at,
             head.seq - count(*) OVER (PARTITION BY input.stream) + row_number() OVER (PARTITION BY input.stream ORDER BY place) AS seq
      FROM input JOIN head ON head.id = input.stream
    ), relay AS (
      INSERT INTO relay_outbox (id, type, actor, payload, at)
      SELECT id, type, actor, payload, at FROM placed WHERE relayed ORDER BY place
    ), written AS (
      INSERT INTO event (stream, seq, id, type, actor, payload, at)
      SELECT stream, seq, id, type, actor, payload, at FROM placed
      RETURNING stream, seq, at
    )
    SELECT placed.place::int, placed.seq, written.at
    FROM placed JOIN written ON written.stream = placed.stream AND written.seq = placed.seq
    ORDER BY placed.place`);
  const database = databaseOf(tx);
  const pokes = pokesOf(json, written);
  afterCommit(tx, () => database.appended(pokes));
}

interface Written {
  place: number;
  seq: bigint;
  at: Date;
}

interface Row extends Omit<StoredEvent, 'seq' | 'at'> {
  relayed: boolean;
}

const rowsOf = ({ streams, ...event }: NewEvent): Row[] =>
  streams.map((stream, index) => ({ ...event, stream, relayed: event.relayed && index === 0 }));

/** What readers get is what the database holds: the payload as JSON gives it back. */
function pokesOf(json: string, written: readonly Written[]): Poke[] {
  const rows: Row[] = JSON.parse(json);
  const byStream = new Map<string, StoredEvent[]>();
  for (const { place, seq, at } of written) {
    const row = rows[place - 1];
    if (row === undefined) continue;
    const { relayed: _relayed, ...event } = row;
    const events = byStream.get(event.stream) ?? [];
    events.push({ ...event, seq: Number(seq), at });
    byStream.set(event.stream, events);
  }
  return [...byStream].map(([stream, events]) => ({ stream, seq: events.at(-1)?.seq ?? 0, events }));
}
