import type { RunningApp } from './app.js';
import { openSocket } from './socket.js';

export interface Reply {
  // biome-ignore lint/suspicious/noExplicitAny: a test reads deep into an answer that it has asked for itself.
  data?: any;
  errors?: Array<{
    message: string;
    path?: ReadonlyArray<string | number>;
    extensions?: { code?: string; requestId?: string; retryAfterMs?: number };
  }>;
}

type Somewhere = Pick<RunningApp, 'url'>;

export type Ask = (running: Somewhere, query: string, variables?: object, token?: string | null) => Promise<Reply>;

/** The same question over every transport: what is refused on one must be refused on all. */
export const transports: Record<'HTTP' | 'SSE' | 'WebSocket', Ask> = {
  async HTTP(running, query, variables, token) {
    return post(running, query, variables, token, 'application/json').then(
      (response) => response.json() as Promise<Reply>,
    );
  },
  async SSE(running, query, variables, token) {
    const response = await post(running, query, variables, token, 'text/event-stream');
    const text = await response.text();
    const data = /^data: (.*)$/m.exec(text)?.[1] ?? text;
    return JSON.parse(data) as Reply;
  },
  async WebSocket(running, query, variables, token) {
    await using socket = openSocket(running, token ?? null);
    return await new Promise<Reply>((resolve, reject) => {
      let reply: Reply = {};
      socket.client.subscribe(
        { query, variables: variables as Record<string, unknown> },
        {
          next: (result) => {
            reply = result as Reply;
          },
          error: (error) => (Array.isArray(error) ? resolve({ errors: error }) : reject(error)),
          complete: () => resolve(reply),
        },
      );
    });
  },
};

/** One request as HTTP has it, with an answer of that type or as a stream. */
export function post(
  running: Somewhere,
  query: string,
  variables: object = {},
  token: string | null = null,
  accept = '*/*',
  signal: AbortSignal | null = null,
): Promise<Response> {
  return fetch(`${running.url}/graphql`, {
    method: 'POST',
    signal,
    headers: {
      'content-type': 'application/json',
      accept,
      ...(token !== null && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
}
