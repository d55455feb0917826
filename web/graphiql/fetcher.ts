import type { Fetcher } from '@graphiql/toolkit';
import { type DefinitionNode, type GraphQLError, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { createClient } from 'graphql-ws';
import { accounts } from './account.js';

/** Queries and mutations over HTTP, subscriptions over one WebSocket: both as the account that is signed in. */
export function createFetcher(): Fetcher {
  const socket = createClient({
    url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
    lazyCloseTimeout: 3_000,
    connectionParams: async () => {
      const authorization = await accounts.authorization();
      return authorization === null ? {} : { authorization };
    },
  });
  // A socket belongs to who opened it: somebody else gets another one.
  let account = accounts.current?.email;
  accounts.subscribe(() => {
    if (accounts.current?.email === account) return;
    account = accounts.current?.email;
    socket.terminate();
  });

  return async ({ query, operationName: chosen, variables }, options) => {
    const operation = operationOf(query, chosen);
    const operationName = operation?.name?.value ?? chosen;
    if (operation?.operation === 'subscription')
      return readable(socket.iterate({ query, variables, operationName: operationName ?? null }));
    const authorization = await accounts.authorization();
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: {
        accept: 'application/graphql-response+json, application/json',
        'content-type': 'application/json',
        ...(authorization !== null && { authorization }),
        ...options?.headers,
      },
      body: JSON.stringify({ query, operationName, variables }),
    });
    return response.json();
  };
}

/** The text decides: what the editor knows of it comes a moment later, and right after a change of tabs is of another. */
function operationOf(query: string, chosen: string | null | undefined): OperationDefinitionNode | undefined {
  let definitions: readonly DefinitionNode[];
  try {
    ({ definitions } = parse(query));
  } catch {
    // The server says what is wrong with it.
    return undefined;
  }
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return operations.length === 1 ? operations[0] : operations.find(({ name }) => name?.value === chosen);
}

type Items = ReturnType<ReturnType<typeof createClient>['iterate']>;

/** A socket that is closed for good says why in a close event, which would be shown as `{}`. */
async function* readable(items: Items): Items {
  try {
    yield* items;
  } catch (error) {
    if (error instanceof CloseEvent) throw new Error(`The socket was closed: ${error.code} ${error.reason}`);
    if (Array.isArray(error)) throw new Error((error as GraphQLError[]).map(({ message }) => message).join('\n'));
    throw error;
  }
}
