import { authExchange } from '@urql/exchange-auth';
import { createFrontdeskClient, type FrontdeskClient } from 'frontdesk/client';
import { feedExchange, reloadExchange } from 'frontdesk/react';
import { Client, type CombinedError, fetchExchange } from 'urql';
import { session } from '../session/console-session.js';
import type { Tokens } from '../session/page-session.js';
import { cache } from './cache.js';
import { keepExchange } from './keep-exchange.js';

/** The API as one person: queries and mutations over HTTP, and one socket for everything that is live. */
export interface Api {
  readonly urql: Client;
  readonly frontdesk: FrontdeskClient;
}

/** Tokens are renewed when they have less left than this. */
const marginMs = 30_000;

/** With a cache of its own. `close` it when somebody else signs in. */
export function createApi(tokens: Tokens): Api {
  const frontdesk = createFrontdeskClient({
    url: new URL('/graphql', location.href).href,
    tokens,
    // The refresh token is in a cookie: no script can read it.
    refresh: () => session.renew(),
  });
  return { frontdesk, urql: createUrql(frontdesk) };
}

function createUrql(frontdesk: FrontdeskClient): Client {
  return new Client({
    url: '/graphql',
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    exchanges: [
      reloadExchange(frontdesk),
      keepExchange,
      cache(),
      authExchange(async (utils) => ({
        addAuthToOperation(operation) {
          const { tokens } = frontdesk.session;
          return tokens === null
            ? operation
            : utils.appendHeaders(operation, { authorization: `Bearer ${tokens.accessToken}` });
        },
        willAuthError: ({ kind }) =>
          kind !== 'subscription' && (frontdesk.session.millisecondsLeft() ?? Number.POSITIVE_INFINITY) < marginMs,
        didAuthError: (error) => isUnauthenticated(error),
        async refreshAuth() {
          // Whatever it was that failed is told by the operation itself.
          await frontdesk.session.refresh().catch(() => undefined);
        },
      })),
      feedExchange(frontdesk),
      fetchExchange,
    ],
  });
}

const isUnauthenticated = (error: CombinedError): boolean =>
  error.graphQLErrors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED');
