import type { Logger } from 'pino';
import { Closers } from '../closers.js';
import type { Database } from '../database/client.js';
import { type AppendAlone, createAppendAlone } from './append-alone.js';
import type { Broker } from './broker.js';
import { type Cursors, createCursors } from './cursor.js';
import { mayBeRelayed } from './event.js';
import { createHubs, type Hubs } from './hubs.js';
import { createEventLog, type EventLog } from './log.js';
import { startRelay } from './relay.js';

/** What a node needs to let people read the log as it grows. */
export interface Realtime {
  readonly log: EventLog;
  readonly hubs: Hubs;
  readonly cursors: Cursors;
  readonly broker: Broker;
  readonly appendAlone: AppendAlone;
  close(): Promise<void>;
}

export interface RealtimeOptions {
  database: Database;
  broker: Broker;
  /** Seals cursors. The same on every node. */
  secret: string;
  logger: Logger;
}

export function startRealtime({ database, broker, secret, logger }: RealtimeOptions): Realtime {
  const closers = new Closers();
  closers.add(broker);
  const log = createEventLog(database);
  const cursors = createCursors(secret);
  const hubs = closers.add(createHubs(log, broker, cursors));
  const relay = closers.add(startRelay(database, logger));
  database.onAppended((pokes) => {
    broker.publish(pokes);
    // Most of what is appended is none of the platform's: it must not cost a look at the outbox.
    if (pokes.some(({ events }) => events.some(mayBeRelayed))) relay.nudge();
  });
  return { log, hubs, cursors, broker, appendAlone: createAppendAlone(database), close: () => closers.close() };
}
