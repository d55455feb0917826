import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type AnyVariables, createRequest, type DocumentInput, stringifyDocument, useClient } from 'urql';
import { feedDocument } from '../document.js';
import type { EventOf, FeedEnd } from '../feed-handlers.js';
import type { ConnectionState } from '../state.js';
import type { FeedStatus, Reset } from './live-feeds.js';
import { useLiveFeeds } from './provider.js';
import { useConnectionState } from './use-connection-state.js';

export interface FeedOptions<Data, Variables> {
  readonly variables?: Variables;
  /**
   * Where to begin: the `asOf` of the list that this feed keeps up to date. Null: it is not known yet, and the feed waits for
   * it. Left out: from now on. Only the first one counts; after it, the feed knows its own place.
   */
  readonly after?: string | null | undefined;
  /** An event: in order, once, after the cache has taken it. */
  readonly onEvent?: ((event: EventOf<Data>) => void) | undefined;
  /** It could not go on where it was. Everything on the screen is asked for anew if there is a `reloadExchange`. */
  readonly onReset?: ((reset: Reset) => void) | undefined;
  /** Ends it for now. What happens meanwhile comes when it is no longer true. */
  readonly pause?: boolean | undefined;
}

export type FeedState = ConnectionState['status'];

export interface FeedView {
  /** `refused`: nothing comes any more, `end` says why. */
  readonly state: FeedState;
  /** Missed events that came when it went on last. */
  readonly caughtUp: number;
  /** `{ kind: 'revoked', reason }` when the right was lost. */
  readonly end: FeedEnd | null;
}

/** A durable feed for as long as the component is there: resumed, deduplicated, through the cache of urql. */
export function useFeed<Data, Variables extends AnyVariables = AnyVariables>(
  document: DocumentInput<Data, Variables>,
  options: FeedOptions<Data, Omit<Variables, 'after'>> = {},
): FeedView {
  const urql = useClient();
  const feeds = useLiveFeeds();
  const { state } = useConnectionState();
  const [status, setStatus] = useState<FeedStatus | null>(null);
  const place = useRef<{ key: number; cursor: string | null } | null>(null);
  const latest = useRef({ document, options });
  useLayoutEffect(() => {
    latest.current = { document, options };
  });

  const { key } = createRequest(document, (options.variables ?? {}) as Variables);
  const waiting = options.pause === true || options.after === null;
  useEffect(() => {
    if (waiting) return;
    const { document, options } = latest.current;
    const known = place.current?.key === key ? place.current.cursor : null;
    const after = known ?? options.after ?? null;
    const name = feedDocument(stringifyDocument(createRequest(document, {} as Variables).query)).after;
    const variables = { ...options.variables, ...(after !== null && name !== null && { [name]: after }) };
    const request = createRequest(document, variables as unknown as Variables);
    const feed = feeds.at(request.key);
    feed.after = after;
    const reset = (reason: Reset) => latest.current.options.onReset?.(reason);
    feed.resets.add(reset);
    let last: unknown = null;
    const subscription = urql.executeSubscription<Data, Variables>(request).subscribe(({ data }) => {
      // An error alone comes with the data of before.
      if (data == null || data === last) return;
      last = data;
      const [event] = Object.values(data as Record<string, EventOf<Data> | null>);
      if (event != null) latest.current.options.onEvent?.(event);
    });
    const stop = feed.status.observe(setStatus);
    return () => {
      stop();
      feed.resets.delete(reset);
      const cursor = feed.handle?.cursor ?? null;
      subscription.unsubscribe();
      place.current = { key, cursor: cursor ?? feed.cursor };
    };
  }, [urql, feeds, key, waiting]);

  return {
    state: stateOf(state.status, waiting ? null : status),
    caughtUp: status?.caughtUp ?? 0,
    end: status?.end ?? null,
  };
}

function stateOf(connection: FeedState, feed: FeedStatus | null): FeedState {
  if (feed?.end != null) return 'refused';
  if (connection !== 'live' && connection !== 'catchingUp') return connection;
  if (feed === null || !feed.ready) return 'connecting';
  return feed.behind > 0 ? 'catchingUp' : 'live';
}
