import type { OperationError } from './errors.js';

/** The part of every item that the client asks for by itself. */
export interface FeedItem {
  readonly __typename?: string;
  readonly id?: string | null;
  readonly cursor?: string | null;
}

/** The items of a subscription without those that the client takes for itself. */
export type EventOf<Data> = Exclude<
  NonNullable<Data[keyof Data]>,
  { readonly __typename: 'StreamReady' | 'StreamReset' | 'StreamBookmark' | 'AccessRevoked' }
>;

/** How a feed ended for good. It does not end when the connection does. */
export type FeedEnd =
  | { readonly kind: 'unsubscribed' }
  /** The right to see it is lost, now or while there was no connection. `reason` as in `AccessRevoked`. */
  | { readonly kind: 'revoked'; readonly reason: string }
  /** The server does not take this operation, or could not continue it. */
  | { readonly kind: 'failed'; readonly error: Error };

export interface FeedHandlers<Item> {
  /** An event: in order, once. What a handler throws is not caught; the event counts as delivered. */
  readonly onEvent: (item: Item) => void;
  /**
   * The feed could not go on where it was (`EXPIRED`, `FOREIGN` …): load again what you show. It goes on from a fresh
   * position. Without this handler, a reset ends the feed with a `StreamResetError`: it is never passed over in silence.
   */
  readonly onReset?: (reset: { readonly reason: string; readonly cursor: string }) => void;
  /** Subscribed, again after each reconnect. `recovered` says whether everything since the last cursor comes now. */
  readonly onReady?: (ready: { readonly recovered: boolean; readonly replayed: number }) => void;
  /** An event could not be executed in full. What there is of it still comes as an event. */
  readonly onError?: (error: OperationError) => void;
  /** Called once. Nothing comes after it. */
  readonly onEnd?: (end: FeedEnd) => void;
}
