import type { Database } from '../database/client.js';
import { appendStatement, type Written } from './append-statement.js';
import type { NewEvent } from './event.js';

/** Appends events that belong to no other write. Resolves once they are committed. */
export type AppendAlone = (...events: readonly NewEvent[]) => Promise<void>;

/** Events of one statement. */
const most = 500;
/** Statements at a time: while one waits for its commit, the next one is gathered. */
const lanes = 2;

interface Waiting {
  readonly events: readonly NewEvent[];
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Who comes alone does not wait; those who come while statements are running share the next one, so that a hot stream's
 * row is locked and the disk is waited for once for many. All events of one call are in one statement.
 */
export function createAppendAlone(database: Pick<Database, 'query' | 'appended'>): AppendAlone {
  let waiting: Waiting[] = [];
  let running = 0;

  const take = (): Waiting[] => {
    let count = 0;
    let events = 0;
    for (const one of waiting) {
      events += one.events.length;
      // A call that is larger than a statement should be goes alone.
      if (events > most && count > 0) break;
      count++;
    }
    const batch = waiting.slice(0, count);
    waiting = waiting.slice(count);
    return batch;
  };
  const run = async () => {
    running++;
    while (waiting.length > 0) {
      const batch = take();
      try {
        await write(
          database,
          batch.flatMap(({ events }) => events),
        );
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    running--;
  };

  return (...events) =>
    new Promise((resolve, reject) => {
      waiting.push({ events, resolve, reject });
      if (running < lanes) void run();
    });
}

async function write(database: Pick<Database, 'query' | 'appended'>, events: readonly NewEvent[]): Promise<void> {
  const statement = appendStatement(events);
  if (statement === undefined) return;
  const { text, values } = statement.sql;
  const written = await database.query<Written>(text, values);
  database.appended(statement.pokes(written));
}
