/** Something that holds for as long as its holder says so again in time: who is online, who types, who looks at what. */
export interface Lease {
  /** Who or what holds it, for example a connection. */
  readonly holder: string;
  readonly value: string;
  /** How long it lasts from the moment of reading, unless it is renewed. */
  readonly remainingMs: number;
}

/**
 * Where leases live. At most once, nothing kept: a lease whose holder dies ends by itself when its time is up, a store
 * that is restarted empty is filled again by the next renewals. Time is the store's own, so that the clocks of nodes
 * do not matter. What fails, fails: callers go on without, and renew.
 */
export interface LeaseStore {
  /** Takes, renews or changes. */
  hold(topic: string, holder: string, value: string, lifetimeMs: number): Promise<void>;
  release(topic: string, holder: string): Promise<void>;
  /** Those of this moment, in the order of their holders. */
  read(topic: string): Promise<Lease[]>;
  /**
   * Tells, soon and most of the time, that a lease of the topic was taken, changed or released. Never that one ended
   * by itself, and not what is lost on the way: whoever must know reads again. Answers how to stop.
   */
  watch(topic: string, changed: () => void): () => void;
  close(): Promise<void>;
}
