import type { FrontdeskClient } from '../client.js';
import { feedDocument } from '../document.js';
import type { FeedEnd } from '../feed-handlers.js';
import { Observable } from '../observable.js';
import type { FeedHandle } from '../options.js';
import { isConnected } from '../state.js';
import { CatchUp } from './catch-up.js';

/** How one feed is doing. */
export interface FeedStatus {
  /** Whether it is subscribed at this moment. */
  readonly ready: boolean;
  /** Missed events that have not come yet. */
  readonly behind: number;
  /** Missed events that came when it went on last. */
  readonly caughtUp: number;
  /** Why nothing comes any more: the right was lost, or the server does not take it. */
  readonly end: FeedEnd | null;
}

export interface Reset {
  readonly reason: string;
}

/** What the exchange gives to urql: results as the server would send them. */
export interface Sink {
  next(result: { data: Record<string, unknown> | null; errors: readonly unknown[] }): void;
  complete(): void;
}

const beginning: FeedStatus = { ready: false, behind: 0, caughtUp: 0, end: null };

/** One subscription of urql, and what is known of it. */
export class LiveFeed {
  readonly status = new Observable<FeedStatus>(beginning, (a, b) => JSON.stringify(a) === JSON.stringify(b));
  readonly resets = new Set<(reset: Reset) => void>();
  handle: FeedHandle | undefined;
  /** Where it begins. Not by its variables alone: a cache drops those that the document does not declare. */
  after: string | null = null;
  /** Everything up to here has been given out. */
  cursor: string | null = null;

  set(status: Partial<FeedStatus>): void {
    this.status.set({ ...this.status.value, ...status });
  }
}

/** All feeds of a client that run through urql, by the keys of their operations. */
export class LiveFeeds {
  readonly catchUp: CatchUp;
  readonly #feeds = new Map<number, LiveFeed>();
  readonly #reloads = new Set<() => void>();

  constructor(readonly client: FrontdeskClient) {
    this.catchUp = new CatchUp(client);
    client.observe((state) => {
      const connected = isConnected(state);
      for (const feed of this.#feeds.values())
        feed.set({ behind: feed.handle?.behind ?? 0, ...(!connected && { ready: false }) });
    });
  }

  at(key: number): LiveFeed {
    let feed = this.#feeds.get(key);
    if (feed === undefined) {
      feed = new LiveFeed();
      this.#feeds.set(key, feed);
    }
    return feed;
  }

  /** Called when a feed could not go on where it was: what is on the screen has to be read anew. */
  onReload(reload: () => void): () => void {
    this.#reloads.add(reload);
    return () => void this.#reloads.delete(reload);
  }

  run(key: number, text: string, variables: object, sink: Sink): () => void {
    const feed = this.at(key);
    const { key: root, after: name } = feedDocument(text);
    let errors: readonly unknown[] = [];
    let resumes = false;
    const { returns } = this.catchUp;
    const give = (data: Record<string, unknown> | null) => {
      sink.next({ data, errors });
      errors = [];
    };
    feed.set(beginning);
    const handle = this.client.subscribe(
      text,
      { ...variables, ...(name !== null && feed.after !== null && { [name]: feed.after }) },
      {
        onReady: ({ recovered, replayed }) => {
          feed.set({ ready: true, caughtUp: 0, behind: recovered ? replayed : 0 });
          if (resumes || this.catchUp.returns > returns) this.catchUp.expect(recovered ? replayed : 0);
          resumes = true;
        },
        onEvent: (item) => {
          const missed = handle.behind > 0 ? 1 : 0;
          feed.set({
            ready: true,
            behind: handle.behind - missed,
            caughtUp: feed.status.value.caughtUp + missed,
          });
          give({ [root]: item });
        },
        onError: (error) => {
          errors = error.errors;
          const data = error.data as Record<string, unknown> | null | undefined;
          if (data?.[root] == null) give(null);
        },
        onReset: (reset) => {
          feed.set({ ready: true, behind: 0 });
          for (const told of [...feed.resets]) told(reset);
          for (const reload of [...this.#reloads]) reload();
        },
        onEnd: (end) => {
          if (end.kind === 'unsubscribed') return;
          feed.set({ ready: false, behind: 0, end });
          errors = [asGraphQLError(end)];
          give(null);
          sink.complete();
        },
      },
    );
    feed.handle = handle;
    return () => {
      feed.cursor = handle.cursor;
      feed.handle = undefined;
      this.#feeds.delete(key);
      handle.unsubscribe();
    };
  }
}

const known = new WeakMap<FrontdeskClient, LiveFeeds>();

/** The exchange and the hooks of one client share what they know. */
export function feedsOf(client: FrontdeskClient): LiveFeeds {
  let feeds = known.get(client);
  if (feeds === undefined) {
    feeds = new LiveFeeds(client);
    known.set(client, feeds);
  }
  return feeds;
}

function asGraphQLError(end: Exclude<FeedEnd, { kind: 'unsubscribed' }>): object {
  return end.kind === 'revoked'
    ? { message: 'The right to follow this is lost.', extensions: { code: 'ACCESS_REVOKED', reason: end.reason } }
    : { message: end.error.message, extensions: { code: 'FEED_FAILED' } };
}
