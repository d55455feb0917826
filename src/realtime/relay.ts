import type { Logger } from 'pino';
import type { Database } from '../database/client.js';
import { type Transaction, transact } from '../database/transaction.js';
import { type Drain, startDrain } from '../drain.js';
import { append, withoutReactions } from './append.js';
import type { NewEvent } from './event.js';
import { streamOf } from './streams.js';

/** Any number that nobody else takes for an advisory lock: one node relays at a time. */
const relayLock = 4_211_907;
const pageSize = 500;

/**
 * Copies what those who run the platform hear of to the stream of the platform, in the order of each stream that it
 * comes from: taken from the outbox and appended in one transaction, so once each. Nobody's own write ever waits for
 * the one row that the whole platform shares.
 */
export const startRelay = (database: Database, log: Logger): Drain =>
  startDrain({
    log,
    name: 'relay',
    isWaiting: async () => (await database.prepared('SELECT 1 FROM relay_outbox LIMIT 1', [])).length > 0,
    run: async () => (await relayPage(database)) === pageSize,
  });

/** Answers how many there were. */
function relayPage(database: Database): Promise<number> {
  return transact(database, async (tx) => {
    if (!(await isLeader(tx))) return 0;
    const rows = await tx.relayOutbox.findMany({ orderBy: { place: 'asc' }, take: pageSize });
    if (rows.length === 0) return 0;
    // What comes of them has come of them where they happened.
    withoutReactions(tx);
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
          audited: false,
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
