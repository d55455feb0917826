import type { RunningApp } from './app.js';
import { type Ask, post, type Reply } from './transports.js';

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

/** Up to the first event; all of it, where it was refused before it was a stream. Then it hangs up. */
export async function untilFirstEvent(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (/^data: \{.*\n/m.test(text)) break;
  }
  return text;
}

/** The answer in that: of the first event, or instead of a stream. */
export const jsonIn = (text: string): string => /^data: (\{.*)$/m.exec(text)?.[1] ?? text;

/** The first that a subscription says, or why there is none: what one may follow does not end by itself. */
export const firstOfSse: Ask = async (running, query, variables, token) =>
  JSON.parse(jsonIn(await untilFirstEvent(await post(running, query, variables, token, 'text/event-stream')))) as Reply;
