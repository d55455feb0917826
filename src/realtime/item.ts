import { mayChangeRights } from './event.js';
import type { StoredEvent } from './log.js';

export const resetReasons = ['EXPIRED', 'FOREIGN', 'FUTURE', 'RESTORED'] as const;
export type ResetReason = (typeof resetReasons)[number];

export const revokedReasons = ['ACCESS_LOST', 'SESSION_ENDED', 'TOKEN_EXPIRED'] as const;
export type RevokedReason = (typeof revokedReasons)[number];

/** What a feed yields. */
export type FeedItem =
  /** Always first. From here on nothing is left out. */
  | { readonly kind: 'ready'; readonly cursor: string; readonly recovered: boolean; readonly replayed: number }
  /** What was asked for is not there: read anew, and go on from here. */
  | { readonly kind: 'reset'; readonly cursor: string; readonly reason: ResetReason }
  | EventItem
  /** Many events were not for this reader: a cursor past them. */
  | { readonly kind: 'bookmark'; readonly cursor: string }
  /** Always last. */
  | { readonly kind: 'revoked'; readonly reason: RevokedReason };

/** An event as all readers of its stream on this node see it: one object, so that what is made of it can be shared. */
export interface EventItem {
  readonly kind: 'event';
  readonly event: StoredEvent;
  /** Sealed when it is asked for, once. */
  readonly cursor: string;
  /** Whether it may have changed the rights of somebody. */
  readonly changesRights: boolean;
}

export class LoggedEvent implements EventItem {
  readonly kind = 'event';
  readonly changesRights: boolean;
  #cursor: string | undefined;

  constructor(
    readonly event: StoredEvent,
    readonly seal: (seq: number) => string,
  ) {
    this.changesRights = mayChangeRights(event);
  }

  get cursor(): string {
    this.#cursor ??= this.seal(this.event.seq);
    return this.#cursor;
  }
}
