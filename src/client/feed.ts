import type { Client } from 'graphql-ws/client';
import { type Backoff, delayOf } from './backoff.js';
import type { FeedDocument } from './document.js';
import { type GraphQLFailure, OperationError, StreamResetError } from './errors.js';
import type { FeedEnd, FeedHandlers, FeedItem } from './feed-handlers.js';
import { RecentIds } from './recent-ids.js';

/** What a feed needs of the client that it belongs to. */
export interface FeedHost {
  readonly backoff: Backoff;
  /** How far it is behind has changed. */
  readonly changed: () => void;
  /** The server does not believe the token any more. */
  readonly unauthenticated: () => void;
}

export interface FeedOperation {
  readonly document: FeedDocument;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

/** Twice the largest number of events that a server sends before it looks whether they were taken. */
const remembered = 1_000;
/** So long without an event after a resume, and the rest of what was missed is not for this reader. */
const settledAfterMs = 1_000;
/** In a row, without one item between them. */
const mostFailures = 8;
/** The server could not do it now. */
const passing = new Set(['INTERNAL', 'TIMEOUT', 'RATE_LIMITED']);
/** To whom it gave items before: the right was lost while there was no connection, and there is no last item. */
const lost = new Set(['NOT_FOUND', 'FORBIDDEN']);
/** The right is there; the token was too old. */
const curedByRefresh = new Set(['TOKEN_EXPIRED']);

/** One subscription, over all the connections that it takes. */
export class Feed<Item extends FeedItem> {
  /** Events that were missed and have not come yet. */
  behind = 0;
  /** Everything up to here was given to `onEvent`. */
  cursor: string | null;
  readonly #ids = new RecentIds(remembered);
  #client: Client | undefined;
  #stop: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #allowed = false;
  #state: 'running' | 'paused' | 'over' = 'running';

  constructor(
    readonly operation: FeedOperation,
    readonly handlers: FeedHandlers<Item>,
    readonly host: FeedHost,
  ) {
    const { document, variables } = operation;
    const given = document.after === null ? null : variables[document.after];
    this.cursor = typeof given === 'string' ? given : null;
  }

  /** There is a connection: subscribes, after the last cursor. */
  attach(client: Client): void {
    this.#client = client;
    this.#start();
  }

  /** The connection is gone. */
  detach(): void {
    this.#client = undefined;
    this.#quit();
  }

  /** Takes nothing more from the server for now. What happens meanwhile comes after `resume`. */
  pause(): void {
    if (this.#state === 'running') this.#state = 'paused';
    this.#quit();
  }

  resume(): void {
    if (this.#state !== 'paused') return;
    this.#state = 'running';
    this.#start();
  }

  unsubscribe(): void {
    this.end({ kind: 'unsubscribed' });
  }

  end(end: FeedEnd): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#quit();
    this.#behind(0);
    this.handlers.onEnd?.(end);
  }

  #start(): void {
    if (this.#client === undefined || this.#state !== 'running') return;
    const { document, variables, operationName } = this.operation;
    let current = true;
    const stop = this.#client.subscribe<Record<string, FeedItem | null>>(
      {
        query: document.text,
        variables: document.after === null ? variables : { ...variables, [document.after]: this.cursor ?? undefined },
        operationName,
      },
      {
        next: ({ data, errors }) => {
          if (!current) return;
          // Without any data, it is no item: the server does not take the subscription, and completes it at once.
          if (data === undefined && errors !== undefined) return this.#failed(errors as GraphQLFailure[]);
          this.#failures = 0;
          if (errors !== undefined) this.handlers.onError?.(new OperationError(errors as GraphQLFailure[], data));
          const item = data?.[document.key];
          // After a handler that unsubscribed, `current` is false and the rest of this message does not matter.
          if (item != null) this.#take(item);
        },
        error: (error) => current && this.#failed(asFailures(error)),
        complete: () => current && this.#failed([]),
      },
    );
    this.#stop = () => {
      current = false;
      stop();
    };
  }

  #quit(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#settling);
    this.#stop?.();
    this.#stop = undefined;
  }

  #take(item: FeedItem): void {
    this.#allowed = true;
    if (typeof item.cursor === 'string') this.cursor = item.cursor;
    if (this.operation.document.after === null || !this.#control(item)) this.#event(item);
  }

  /** Answers whether it was one of those items that say something about the feed itself. */
  #control(item: FeedItem): boolean {
    switch (item.__typename) {
      case 'StreamReady': {
        const { recovered, replayed } = item as { recovered: boolean; replayed: number };
        this.#behind(recovered ? replayed : 0);
        this.handlers.onReady?.({ recovered, replayed });
        return true;
      }
      case 'StreamBookmark':
        return true;
      case 'StreamReset':
        this.#reset((item as { resetReason: string }).resetReason);
        return true;
      case 'AccessRevoked':
        this.#revoked((item as { revokedReason: string }).revokedReason);
        return true;
      default:
        return false;
    }
  }

  #event(item: FeedItem): void {
    try {
      if (typeof item.id === 'string' && !this.#ids.add(item.id)) return;
      // What is not a control item has the type that the caller's document gives it.
      this.handlers.onEvent(item as Item);
    } finally {
      // Afterwards: who is handed a missed event can tell that it was one.
      if (this.behind > 0) this.#behind(this.behind - 1);
    }
  }

  #reset(reason: string): void {
    this.#behind(0);
    if (this.handlers.onReset !== undefined) this.handlers.onReset({ reason, cursor: this.cursor ?? '' });
    else this.end({ kind: 'failed', error: new StreamResetError(reason) });
  }

  #revoked(reason: string): void {
    if (curedByRefresh.has(reason)) {
      this.#quit();
      this.host.unauthenticated();
    } else {
      this.end({ kind: 'revoked', reason });
    }
  }

  /** The operation ended, not the connection. Without errors, it was completed: no feed does that by itself. */
  #failed(errors: readonly GraphQLFailure[]): void {
    this.#quit();
    const error = new OperationError(errors);
    const again = errors.length === 0 || passing.has(error.code) || error.code === 'UNAUTHENTICATED';
    if (this.#allowed && lost.has(error.code)) {
      this.#revoked('ACCESS_LOST');
    } else if (!again || ++this.#failures > mostFailures) {
      this.end({ kind: 'failed', error });
    } else if (error.code === 'UNAUTHENTICATED') {
      this.host.unauthenticated();
    } else {
      const asked = errors[0]?.extensions?.retryAfterMs;
      const wait = typeof asked === 'number' ? asked : 0;
      this.#timer = setTimeout(() => this.#start(), wait + delayOf(this.host.backoff, this.#failures));
    }
  }

  #behind(behind: number): void {
    clearTimeout(this.#settling);
    if (behind > 0) this.#settling = setTimeout(() => this.#behind(0), settledAfterMs);
    if (behind === this.behind) return;
    this.behind = behind;
    this.host.changed();
  }
}

function asFailures(error: unknown): readonly GraphQLFailure[] {
  if (Array.isArray(error)) return error;
  return [
    { message: error instanceof Error ? error.message : 'The operation ended.', extensions: { code: 'INTERNAL' } },
  ];
}
