import { type Exchange, makeOperation, mapExchange, type Operation, subscriptionExchange } from 'urql';
import type { FrontdeskClient } from '../client.js';
import { feedsOf } from './live-feeds.js';

/**
 * Subscriptions of urql over the socket of this client: resumed, each event once and in order. Put it last, behind the
 * cache, so that every event passes through it.
 */
export const feedExchange = (client: FrontdeskClient): Exchange =>
  subscriptionExchange({
    forwardSubscription: ({ query = '' }, { key, variables }) => ({
      subscribe: (sink) => {
        const stop = feedsOf(client).run(key, query, variables ?? {}, {
          // What urql calls a GraphQL error is built by it from exactly this.
          next: ({ data, errors }) => sink.next({ data, errors: [...errors] } as Parameters<typeof sink.next>[0]),
          complete: () => sink.complete(),
        });
        return { unsubscribe: stop };
      },
    }),
  });

/**
 * Asks again for everything that is on the screen when a feed could not be resumed: so long away that what happened is
 * no longer kept. Put it first, before the cache.
 */
export const reloadExchange =
  (client: FrontdeskClient): Exchange =>
  (input) => {
    const shown = new Map<number, Operation>();
    feedsOf(client).onReload(() => {
      for (const operation of [...shown.values()])
        input.client.reexecuteOperation(
          makeOperation('query', operation, { ...operation.context, requestPolicy: 'network-only' }),
        );
    });
    return mapExchange({
      onOperation(operation) {
        if (operation.kind === 'query') shown.set(operation.key, operation);
        else if (operation.kind === 'teardown') shown.delete(operation.key);
      },
    })(input);
  };
