import type { Logger } from 'pino';
import type { Database } from '../database/client.js';
import { type Transaction, transact } from '../database/transaction.js';
import { type Drain, startDrain } from '../drain.js';

/** An event on its way to what comes of it. */
export interface ReactedEvent {
  readonly id: string;
  readonly type: string;
  readonly actor: string;
  readonly payload: unknown;
  readonly at: Date;
}

/** What comes of some events: written with the transaction that takes them from the outbox, so once, or not at all. */
export type React = (tx: Transaction, events: readonly ReactedEvent[]) => Promise<void>;

const waits = new Map<string, number>();

/** Events of this type are also put into the outbox of reactions, to be taken from there so many seconds later. */
export function reactTo(type: string, afterSeconds: number): void {
  waits.set(type, afterSeconds);
}

export const reactsAfter = (type: string): number | undefined => waits.get(type);

/** Whether something comes of it now. What comes of others is found when the clock gets there. */
export const reactsAtOnce = ({ type }: { type: string }): boolean => waits.get(type) === 0;

const pageSize = 50;
/** Then an event that nothing can be made of is left where it is, for people to look at. */
const mostAttempts = 10;

const dueReaction = 'SELECT 1 FROM reaction_outbox WHERE due_at <= now() AND attempts < $1 LIMIT 1';

interface Row extends ReactedEvent {
  readonly place: string;
}

/** Takes what is due from the outbox, on each node: what one is at, the others leave alone. */
export function startReactions(database: Database, log: Logger, react: React): Drain {
  const take = (one: boolean) =>
    transact(database, async (tx) => {
      const rows = await tx.$queryRaw<Row[]>`
        DELETE FROM reaction_outbox WHERE place IN (
          SELECT place FROM reaction_outbox WHERE due_at <= now() AND attempts < ${mostAttempts}
          ORDER BY due_at, place LIMIT ${one ? 1 : pageSize} FOR UPDATE SKIP LOCKED)
        RETURNING place::text AS place, id::text AS id, type, actor, payload, at`;
      if (rows.length === 0) return 0;
      rows.sort((a, b) => Number(a.place) - Number(b.place));
      try {
        await react(tx, rows);
      } catch (error) {
        throw new ReactionFailed(rows, error);
      }
      return rows.length;
    });
  return startDrain({
    log,
    name: 'reactions',
    isWaiting: async () => (await database.prepared(dueReaction, [mostAttempts])).length > 0,
    async run() {
      try {
        return (await take(false)) === pageSize;
      } catch (error) {
        if (!(error instanceof ReactionFailed)) throw error;
        // One of them is to blame: the others must not wait for it.
        await takeSingly(take, database, log, error.rows.length);
        return true;
      }
    },
  });
}

class ReactionFailed extends Error {
  constructor(
    readonly rows: readonly Row[],
    cause: unknown,
  ) {
    super('Something that comes of an event could not be written.', { cause });
  }
}

async function takeSingly(
  take: (one: boolean) => Promise<number>,
  database: Database,
  log: Logger,
  count: number,
): Promise<void> {
  for (let n = 0; n < count; n++)
    try {
      await take(true);
    } catch (error) {
      if (!(error instanceof ReactionFailed)) throw error;
      const [row] = error.rows;
      if (row === undefined) continue;
      log.error({ err: error.cause, type: row.type, eventId: row.id }, 'Nothing could be made of an event');
      await database.query(
        `UPDATE reaction_outbox SET attempts = attempts + 1, due_at = now() + make_interval(secs => 2 ^ attempts)
         WHERE place = $1::bigint`,
        [row.place],
      );
    }
}
