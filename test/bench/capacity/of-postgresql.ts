import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { cpuSeconds } from '../cpu.js';

/** What a PostgreSQL server has used and written, asked over one connection of ours. */
export interface OfPostgresql extends AsyncDisposable {
  /** CPU seconds of all of its processes, and of those that have ended meanwhile: it never falls. */
  cpuSeconds(): number;
  /** The write-ahead log, in bytes. */
  walBytes(): Promise<number>;
  /** The tables that an event is kept in, with their indexes. */
  logBytes(): Promise<number>;
}

export async function ofPostgresql(url: string): Promise<OfPostgresql> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const one = async (query: string) => Number((await client.query({ text: query, rowMode: 'array' })).rows[0]?.[0]);
  const server = parentOf(await one('SELECT pg_backend_pid()'));
  // What cleans up comes and goes: what it has used would be missing once it is gone.
  const usedBy = new Map<number, number>();
  return {
    cpuSeconds() {
      for (const pid of childrenOf(server)) usedBy.set(pid, Math.max(usedBy.get(pid) ?? 0, secondsOf(pid)));
      return [...usedBy.values()].reduce((sum, seconds) => sum + seconds, 0);
    },
    walBytes: () => one("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')"),
    logBytes: () => one("SELECT pg_total_relation_size('event')"),
    [Symbol.asyncDispose]: () => client.end(),
  };
}

/** Nothing, where it has ended since it was found. */
function secondsOf(pid: number): number {
  try {
    return cpuSeconds(pid);
  } catch {
    return 0;
  }
}

/** The fourth word of `stat`; the second one is a name in brackets that may hold anything. */
const parentOf = (pid: number): number => Number(/\) \S+ (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);

const childrenOf = (server: number): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        return pid > 0 && parentOf(pid) === server;
      } catch {
        // It has ended between the two looks.
        return false;
      }
    });
