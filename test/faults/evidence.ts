import type { Evidence, Heard, LogEntry } from './check.js';
import type { Cluster } from './cluster.js';
import type { Subscriber } from './subscribers.js';

/** The log, as the database holds it, from its first number on. */
export async function readLog(cluster: Cluster, streams: readonly string[]): Promise<Pick<Evidence, 'log' | 'heads'>> {
  const log = new Map<string, LogEntry[]>(streams.map((stream) => [stream, []]));
  const rows = await cluster.query<{
    stream: string;
    seq: string;
    id: string;
    type: string;
    invitation: string | null;
  }>(
    `SELECT stream, seq::text AS seq, id::text AS id, type, payload->>'invitationId' AS invitation
     FROM event WHERE stream = ANY($1) ORDER BY stream, event.seq`,
    [streams],
  );
  for (const { stream, seq, ...entry } of rows) log.get(stream)?.push({ ...entry, seq: Number(seq) });
  const heads = await cluster.query<{ id: string; seq: string }>(
    'SELECT id, seq::text AS seq FROM stream WHERE id = ANY($1)',
    [streams],
  );
  return { log, heads: new Map(heads.map(({ id, seq }) => [id, Number(seq)])) };
}

export function heardBy(subscriber: Subscriber, from: ReadonlyMap<string, number>, until: number | null = null): Heard {
  const { name, stream, ids, kinds } = subscriber;
  return { name, stream, ids, kinds, from: from.get(stream) ?? 0, until };
}
