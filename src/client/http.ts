import { type Backoff, delayOf } from './backoff.js';
import { type GraphQLFailure, NetworkError, OperationError } from './errors.js';

export interface HttpOptions {
  readonly url: string;
  readonly backoff: Backoff;
  /** How often a request that got no answer is sent again, when that is safe. */
  readonly retries: number;
  readonly fetch: typeof fetch;
}

export interface Operation {
  readonly query: string;
  readonly variables?: object | undefined;
  readonly operationName?: string | undefined;
}

export interface RequestOptions {
  readonly operationName?: string;
  readonly signal?: AbortSignal;
  /**
   * Whether doing it twice is the same as doing it once, so that it may be sent again when no answer came. By default
   * queries are, and mutations whose variables carry an `idempotencyKey` or a `clientMessageId`.
   */
  readonly repeatable?: boolean;
}

/**
 * One operation over HTTP. Sent again only when doing it twice is the same as doing it once.
 *
 * Throws an `OperationError` for errors in the answer, a `NetworkError` when there was none.
 */
export async function post<Data>(
  options: HttpOptions,
  operation: Operation,
  request: { accessToken: string | null; repeatable: boolean; signal?: AbortSignal | undefined },
): Promise<Data> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await send<Data>(options, operation, request.accessToken, request.signal);
    } catch (error) {
      const again = error instanceof NetworkError && request.repeatable && attempt < options.retries;
      if (!again || request.signal?.aborted) throw error;
      await pause(delayOf(options.backoff, attempt), request.signal);
    }
  }
}

async function send<Data>(
  { url, fetch }: HttpOptions,
  operation: Operation,
  accessToken: string | null,
  signal: AbortSignal | undefined,
): Promise<Data> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      ...(accessToken !== null && { authorization: `Bearer ${accessToken}` }),
    },
    body: JSON.stringify(operation),
    ...(signal && { signal }),
  }).catch((cause: unknown) => {
    signal?.throwIfAborted();
    throw new NetworkError('The server cannot be reached.', { cause });
  });
  const answer = await response.json().catch(() => null);
  if (!isAnswer(answer))
    throw new NetworkError(`The server answered with status ${response.status}, not with GraphQL.`);
  if (answer.errors !== undefined && answer.errors.length > 0) throw new OperationError(answer.errors, answer.data);
  // What the caller expects of its own document.
  return answer.data as Data;
}

function isAnswer(answer: unknown): answer is { data?: unknown; errors?: GraphQLFailure[] } {
  return typeof answer === 'object' && answer !== null && ('data' in answer || 'errors' in answer);
}

/** The server does once what carries such a key, however often it arrives. */
export const carriesKey = (variables: object | undefined): boolean =>
  variables !== undefined && /"(idempotencyKey|clientMessageId)":"/.test(JSON.stringify(variables));

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
