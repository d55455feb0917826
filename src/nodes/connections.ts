import type { Actor } from '../actor.js';

/** A WebSocket, or a stream over SSE, that is open on this node. */
export interface OpenConnection {
  readonly id: string;
  readonly transport: 'websocket' | 'sse';
  /** Null: nobody signed in. */
  readonly actor: Actor | null;
  readonly address: string;
  readonly userAgent: string;
  readonly connectedAt: Date;
  readonly subscriptions: Iterable<OpenSubscription>;
  /** Ends it so that its client knows that an administrator did. */
  disconnect(): void;
}

export interface OpenSubscription {
  /** Of all connections. */
  readonly id: string;
  /** The field that is subscribed to. */
  readonly feed: string;
  readonly startedAt: Date;
  end(): void;
}

/** The connections of this node. */
export class Connections implements Iterable<OpenConnection> {
  readonly #open = new Set<OpenConnection>();

  /** Answers how to take it away. */
  add(connection: OpenConnection): () => void {
    this.#open.add(connection);
    return () => this.#open.delete(connection);
  }

  get size(): number {
    return this.#open.size;
  }

  [Symbol.iterator](): Iterator<OpenConnection> {
    return this.#open.values();
  }
}
