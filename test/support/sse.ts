import type { RunningApp } from './app.js';
import type { Reply } from './transports.js';

export interface FollowedBySse {
  /** Everything that came so far. */
  text(): string;
  contentType(): string | null;
  /** Resolves when the stream has ended, or was stopped. */
  readonly done: Promise<void>;
  stop(): void;
}

/** Subscribes over SSE, as a browser without a library would. */
export function followBySse(
  { url }: Pick<RunningApp, 'url'>,
  query: string,
  variables: Record<string, unknown>,
  token: string,
): FollowedBySse {
  const abort = new AbortController();
  let text = '';
  let contentType: string | null = null;
  const read = async () => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
      signal: abort.signal,
    });
    contentType = response.headers.get('content-type');
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
  };
  return {
    text: () => text,
    contentType: () => contentType,
    done: read().catch((error: unknown) => {
      if (!abort.signal.aborted) throw error;
    }),
    stop: () => abort.abort(),
  };
}

/** The first that a subscription says, or why there is none: what one may follow does not end by itself. */
export async function firstOfSse(
  { url }: Pick<RunningApp, 'url'>,
  query: string,
  variables: object = {},
  token: string | null = null,
): Promise<Reply> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(token !== null && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const said = /^data: (.+)\n/m.exec(text)?.[1];
    // Which hangs up.
    if (said !== undefined) return JSON.parse(said) as Reply;
  }
  // Refused before it was a stream.
  return JSON.parse(text) as Reply;
}
