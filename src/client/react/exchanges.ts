import { type Exchange, makeOperation, mapExchange, type Operation, subscriptionExchange } from 'urql';
import type { FrontdeskClient } from '../client.js';
import { leanExchange } from './lean-exchange.js';
import { feedsOf } from './live-feeds.js';

/**
 * Subscriptions of urql over the socket of this client: resumed, each event once and in order. Put it behind the cache,
 * so that every event passes through it, and before `fetchExchange`: documents that go through it lose the `__typename`
 * that a cache has put where one stands already, of which servers take only so many.
 */
export const feedExchange =
  (client: FrontdeskClient): Exchange =>
  (input) =>
    leanExchange({ ...input, forward: subscriptions(client)(input) });

const subscriptions = (client: FrontdeskClient): Exchange =>
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
