import { Prisma } from '../generated/prisma/client.js';
import { appendedInput } from './append-sql.js';
import { type AuditRow, auditExpressions, auditRowOf } from './audit-sql.js';
import type { Origin } from './audited.js';
import type { Poke } from './broker.js';
import type { NewEvent } from './event.js';
import type { StoredEvent } from './log.js';
import { reactsAfter } from './reactions.js';

/** One round trip that writes events to their streams. */
export interface AppendStatement {
  readonly sql: Prisma.Sql;
  /** What to tell once it is committed. */
  pokes(written: readonly Written[]): Poke[];
}

/** A row of its answer. */
export interface Written {
  readonly place: number;
  readonly seq: bigint | string;
  readonly at: Date;
}

interface AppendOptions {
  /** False: nothing comes of the events but that they are there. */
  readonly reactions?: boolean;
  /** From where all of them were done. */
  readonly origin?: Origin | undefined;
}

/** Undefined when no stream carries any of the events, and none is to be answered for. */
export function appendStatement(
  events: readonly NewEvent[],
  { reactions = true, origin }: AppendOptions = {},
): AppendStatement | undefined {
  const json = JSON.stringify(events.flatMap((event) => rowsOf(event, reactions)));
  const audit = events.flatMap((event) => (event.audited ? [auditRowOf(event, origin)] : []));
  if (json === '[]' && audit.length === 0) return undefined;
  return { sql: statement(json, audit), pokes: (written) => pokesOf(json, written) };
}

/** The streams are taken in the order of their names, so that two appends never wait for each other in a circle. */
const statement = (json: string, audit: readonly AuditRow[]) => Prisma.sql`
  WITH input AS (
    SELECT * FROM ROWS FROM (
      jsonb_to_recordset(${json}::jsonb) AS (stream text, id uuid, type text, actor text, payload jsonb, relayed boolean, react_after int, at timestamptz)
    ) WITH ORDINALITY AS r(stream, id, type, actor, payload, relayed, react_after, at, place)
  ), ${Prisma.raw(appendedInput)}${audit.length > 0 ? Prisma.sql`, ${auditExpressions(audit)}` : Prisma.empty}
  SELECT placed.place::int, placed.seq, written.at
  FROM placed JOIN written ON written.stream = placed.stream AND written.seq = placed.seq
  ORDER BY placed.place`;

interface Row extends Omit<StoredEvent, 'seq' | 'at'> {
  relayed: boolean;
  react_after: number | null;
}

const rowsOf = ({ streams, audited: _audited, origin: _origin, ...event }: NewEvent, reactions: boolean): Row[] =>
  streams.map((stream, index) => ({
    ...event,
    stream,
    relayed: event.relayed && index === 0,
    react_after: reactions && index === 0 ? (reactsAfter(event.type) ?? null) : null,
  }));

/** What readers get is what the database holds: the payload as JSON gives it back. */
function pokesOf(json: string, written: readonly Written[]): Poke[] {
  const rows: Row[] = JSON.parse(json);
  const byStream = new Map<string, StoredEvent[]>();
  for (const { place, seq, at } of written) {
    const row = rows[place - 1];
    if (row === undefined) continue;
    const { relayed: _relayed, react_after: _reactAfter, ...event } = row;
    const events = byStream.get(event.stream) ?? [];
    events.push({ ...event, seq: Number(seq), at });
    byStream.set(event.stream, events);
  }
  return [...byStream].map(([stream, events]) => ({ stream, seq: events.at(-1)?.seq ?? 0, events }));
}
