import type { Logger } from 'pino';
import type { Database } from '../database/client.js';
import { type Transaction, transact } from '../database/transaction.js';
import { append } from './append.js';
import type { NewEvent } from './event.js';
import { streamOf } from './streams.js';

/** Any number that nobody else takes for an advisory lock: one node relays at a time. */
const relayLock = 4_211_907;
const pollMs = 1_000;
const pageSize = 500;

export interface Relay {
  /** Something was appended: looks soon whether it has to be relayed. */
  nudge(): void;
  close(): Promise<void>;
}

/**
 * Copies what those who run the platform hear of to the stream of the platform, in the order of each stream that it
 * comes from: taken from the outbox and appended in one transaction, so once each. Nobody's own write ever waits for
 * the one row that the whole platform shares.
 */
export function startRelay(database: Database, log: Logger): Relay {
  let closed = false;
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let nudged = false;

  const run = async () => {
    nudged = false;
    try {
      while (!closed && (await relayPage(database)) === pageSize);
    } catch (error) {
      log.warn({ err: error }, 'The relay will try again');
    }
    if (!closed) timer = setTimeout(start, nudged ? 0 : pollMs);
  };
  const start = () => {
    clearTimeout(timer);
    running = run();
  };
  start();
  return {
    nudge() {
      if (nudged || closed) return;
      nudged = true;
      clearTimeout(timer);
      running = running.then(() => {
        clearTimeout(timer);
        if (!closed) start();
      });
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** Answers how many there were. */
function relayPage(database: Database): Promise<number> {
  return transact(database, async (tx) => {
    if (!(await isLeader(tx))) return 0;
    const rows = await tx.relayOutbox.findMany({ orderBy: { place: 'asc' }, take: pageSize });
    if (rows.length === 0) return 0;
    await tx.relayOutbox.deleteMany({ where: { place: { in: rows.map((row) => row.place) } } });
    append(
      tx,
      ...rows.map(
        ({ id, type, actor, payload, at }): NewEvent => ({
          id,
          at,
          type,
          actor,
          payload,
          streams: [streamOf.platform],
          relayed: false,
        }),
      ),
    );
    return rows.length;
  });
}

async function isLeader(tx: Transaction): Promise<boolean> {
  const [row] = await tx.$queryRaw<
    Array<{ leads: boolean }>
  >`SELECT pg_try_advisory_xact_lock(${relayLock}::bigint) AS leads`;
  return row?.leads === true;
}
