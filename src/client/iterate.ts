import type { FeedEnd, FeedHandlers } from './feed-handlers.js';

/** More than this is not kept for a slow consumer: the feed is paused, and resumed when it has caught up. */
const most = 1_000;

export interface Pausable {
  pause(): void;
  resume(): void;
  unsubscribe(): void;
}

/**
 * The events of a feed for `for await`. Ends when the right is lost; throws what made the feed fail. Leaving the loop
 * unsubscribes.
 */
export async function* iterate<Item>(
  subscribe: (handlers: FeedHandlers<Item>) => Pausable,
  handlers: Omit<FeedHandlers<Item>, 'onEvent'>,
): AsyncGenerator<Item, void, undefined> {
  const items: Item[] = [];
  let end: FeedEnd | undefined;
  let wake = () => {};
  const feed = subscribe({
    ...handlers,
    onEvent(item) {
      items.push(item);
      if (items.length >= most) feed.pause();
      wake();
    },
    onEnd(how) {
      end = how;
      handlers.onEnd?.(how);
      wake();
    },
  });
  try {
    for (;;) {
      for (let item = items.shift(); item !== undefined; item = items.shift()) yield item;
      if (end?.kind === 'failed') throw end.error;
      if (end !== undefined) return;
      feed.resume();
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    feed.unsubscribe();
  }
}
