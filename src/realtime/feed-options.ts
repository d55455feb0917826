import type { Cursors } from './cursor.js';
import type { Hubs } from './hubs.js';
import type { RevokedReason } from './item.js';
import type { StoredEvent } from './log.js';

/** The right to read, as long as it lasts. */
export interface Access {
  /**
   * Null while the reader may go on. Asks the database: called seldom. `concerned`: an event of the stream says that it may
   * have changed.
   */
  check(concerned: boolean): Promise<RevokedReason | null>;
  /** Whether an event of the stream itself may have changed the right: it is then checked before the event is shown. */
  concerns(event: StoredEvent): boolean;
  /** Called when something elsewhere may have changed the right. Answers how to stop. */
  watch(changed: () => void): Promise<() => void>;
}

/** What of a stream a reader gets. */
export interface View {
  /** Events of these types. */
  readonly types: ReadonlySet<string>;
  /** Which of them. All of them when it is left out. Must be quick, and answer the same each time. */
  readonly shows?: ((event: StoredEvent) => boolean) | undefined;
}

export interface FeedOptions<Right extends Access = Access> {
  readonly hubs: Hubs;
  readonly cursors: Cursors;
  readonly stream: string;
  readonly after: string | null;
  readonly access: Right;
  /** Asked anew each time that the right was checked. */
  readonly view: () => View;
}

/** Whoever takes what a feed has. */
export interface Reader {
  /** Something may be due. Must not throw. */
  due(): void;
}

export const nobody: Reader = { due: () => {} };
