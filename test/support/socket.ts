import { type Client, type ClientOptions, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { RunningApp } from './app.js';

export interface SocketClient extends AsyncDisposable {
  readonly client: Client;
  /** Code and reason of each time that the socket was closed. */
  readonly closed: Array<{ code: number; reason: string }>;
  /** Subscribes, and collects what comes. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads deep into an answer that it has asked for itself.
  follow(query: string, variables?: Record<string, unknown>): Followed<any>;
}

export interface Followed<Item> {
  /** The data or the errors of each message, in order. */
  readonly items: Item[];
  readonly errors: Array<{ message: string; extensions?: { code?: string } }>;
  readonly done: Promise<void>;
  stop(): void;
}

/** The plain client of graphql-ws, as anybody would use it, without retries. */
export function openSocket(
  { url }: Pick<RunningApp, 'url'>,
  token: string | null,
  options: Pick<ClientOptions, 'generateID'> = {},
): SocketClient {
  const closed: Array<{ code: number; reason: string }> = [];
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: token === null ? {} : { authorization: `Bearer ${token}` },
    retryAttempts: 0,
    lazy: true,
    on: { closed: (event) => closed.push(event as { code: number; reason: string }) },
    ...options,
  });
  return {
    client,
    closed,
    follow(query, variables = {}) {
      const followed: Omit<Followed<unknown>, 'done' | 'stop'> = { items: [], errors: [] };
      let stop = () => {};
      const done = new Promise<void>((resolve) => {
        stop = client.subscribe<Record<string, unknown>>(
          { query, variables },
          {
            next: ({ data, errors }) => {
              if (errors !== undefined) followed.errors.push(...(errors as Followed<unknown>['errors']));
              followed.items.push(...Object.values(data ?? {}));
            },
            error: (error) => {
              if (Array.isArray(error)) followed.errors.push(...error);
              else followed.errors.push({ message: `${error}` });
              resolve();
            },
            complete: resolve,
          },
        );
      });
      return { ...followed, done, stop };
    },
    [Symbol.asyncDispose]: async () => client.dispose(),
  };
}
