import { createBatches } from '../database/batches.js';
import type { Database } from '../database/client.js';

/** An event as the log holds it. */
export interface StoredEvent {
  readonly stream: string;
  readonly seq: number;
  readonly id: string;
  readonly type: string;
  readonly actor: string;
  readonly payload: unknown;
  readonly at: Date;
}

/** Where a stream stands: events `minSeq` to `seq` are kept. A stream that nothing was written to stands at 0. */
export interface Head {
  readonly seq: number;
  readonly epoch: number;
  readonly minSeq: number;
}

/** The committed log: the truth that every feed is a view of. In order of commit, without a hole within `minSeq` to `seq`. */
export interface EventLog {
  head(stream: string): Promise<Head>;
  /** Those of some streams in one question. A stream that stands nowhere yet is left out. */
  heads(streams: readonly string[]): Promise<Map<string, Head>>;
  /** The next events after `seq`, at most `limit`. */
  read(stream: string, after: number, limit: number): Promise<StoredEvent[]>;
}

export const beginning: Head = { seq: 0, epoch: 1, minSeq: 1 };

export function createEventLog(database: Pick<Database, 'query'>): EventLog {
  const heads = async (streams: readonly string[]) => {
    // Numbers as text: the drivers differ in what they make of a bigint.
    const rows = await database.query<{ id: string; seq: string; epoch: number; min: string }>(
      'SELECT id, seq::text AS seq, epoch, min_seq::text AS min FROM stream WHERE id = ANY($1::text[])',
      [streams],
    );
    return new Map(rows.map(({ id, seq, epoch, min }) => [id, { seq: Number(seq), epoch, minSeq: Number(min) }]));
  };
  // Thousands of readers come back at the same moment: who asks while others are being answered shares the next question.
  const batches = createBatches<{ stream: string }, Head>({
    keyOf: (item) => item,
    lanes: 2,
    run: async (items) => {
      const found = await heads([...new Set(items.map(({ stream }) => stream))]);
      return items.map(({ stream }) => found.get(stream) ?? beginning);
    },
  });
  return {
    heads,
    head: (stream) => batches.add({ stream }),
    async read(stream, after, limit) {
      // In the order of the column: the answer has a `seq` too, but as text, and in texts 10 comes before 9.
      const rows = await database.query<Omit<StoredEvent, 'stream' | 'seq' | 'at'> & { seq: string; at: string }>(
        `SELECT seq::text AS seq, id::text AS id, type, actor, payload,
                to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
         FROM event WHERE stream = $1 AND seq > $2 ORDER BY event.seq LIMIT $3`,
        [stream, after, limit],
      );
      return rows.map((row) => ({ ...row, stream, seq: Number(row.seq), at: new Date(row.at) }));
    },
  };
}
