import { authExchange } from '@urql/exchange-auth';
import { Client, type CombinedError, fetchExchange } from 'urql';
import { session } from '../session/console-session.js';
import { cache } from './cache.js';

/** The API as the person who is signed in, with a cache of its own. */
export function createApi(): Client {
  return new Client({
    url: '/graphql',
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    exchanges: [
      cache(),
      authExchange(async (utils) => ({
        addAuthToOperation: (operation) =>
          session.state.kind === 'signedIn'
            ? utils.appendHeaders(operation, { authorization: `Bearer ${session.state.tokens.accessToken}` })
            : operation,
        willAuthError: () => session.expiresSoon(),
        didAuthError: (error) => isUnauthenticated(error),
        async refreshAuth() {
          await session.renew();
        },
      })),
      fetchExchange,
    ],
  });
}

const isUnauthenticated = (error: CombinedError): boolean =>
  error.graphQLErrors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED');
