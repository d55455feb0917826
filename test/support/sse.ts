import type { RunningApp } from './app.js';

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
