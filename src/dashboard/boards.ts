import type { Logger } from 'pino';
import type { Database } from '../database/client.js';
import type { Hubs } from '../realtime/hubs.js';
import { streamOf } from '../realtime/streams.js';
import { Board } from './board.js';
import type { Snapshot } from './snapshot.js';

/** The dashboards that somebody follows on this node: each is counted once, however many look at it. */
export interface Boards {
  /** First as it is, then each time that it has changed, once a second at most. Ends when the signal is aborted. */
  follow(propertyId: string | null, signal: AbortSignal): AsyncGenerator<Snapshot, void, undefined>;
  close(): Promise<void>;
}

export interface BoardsOptions {
  readonly database: Pick<Database, 'prepared'>;
  readonly hubs: Hubs;
  readonly log: Logger;
}

export function createBoards({ database, hubs, log }: BoardsOptions): Boards {
  const boards = new Map<string | null, { board: Board; followers: number }>();

  const take = (propertyId: string | null) => {
    const known = boards.get(propertyId);
    if (known !== undefined) return known;
    const stream = propertyId === null ? streamOf.platform : streamOf.property(propertyId);
    const made = { board: new Board({ database, hubs, log, stream, propertyId }), followers: 0 };
    boards.set(propertyId, made);
    return made;
  };
  const leave = (propertyId: string | null, held: { board: Board; followers: number }) => {
    if (--held.followers > 0) return;
    held.board.close();
    if (boards.get(propertyId) === held) boards.delete(propertyId);
  };

  return {
    async *follow(propertyId, signal) {
      const held = take(propertyId);
      held.followers++;
      const { board } = held;
      try {
        let seen: Snapshot | undefined;
        while (!signal.aborted) {
          const { current } = board;
          if (current === undefined || current === seen) await board.changed(signal);
          else {
            seen = current;
            yield current;
          }
        }
      } finally {
        leave(propertyId, held);
      }
    },
    async close() {
      for (const { board } of boards.values()) board.close();
      boards.clear();
    },
  };
}
