import type { StoredEvent } from './log.js';

/** “This stream has grown”: up to `seq`, with the events themselves while they are small. */
export interface Poke {
  readonly stream: string;
  readonly seq: number;
  readonly events: readonly StoredEvent[];
}

/**
 * Carries pokes between nodes. A hint, never the truth: at most once, unordered, lost while it is down. Whoever needs
 * to know reads the log; a node that hears nothing asks it on a clock.
 */
export interface Broker {
  /** Returns at once, and never throws: a poke that cannot be sent is lost. Reaches this node too. */
  publish(pokes: readonly Poke[]): void;
  /** Called with every poke, also one's own. Must not throw. */
  onPoke(listener: (poke: Poke) => void): void;
  /** Called when pokes begin to get lost (`false`), and when they arrive again (`true`). */
  onReachable(listener: (reachable: boolean) => void): void;
  readonly reachable: boolean;
  close(): Promise<void>;
}
