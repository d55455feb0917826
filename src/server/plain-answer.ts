import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import { compress, compressFrom, encodingFor } from './compress.js';
import type { Asker } from './graphql-http.js';
import type { Asked } from './operation.js';

export type Result = ExecutionResult | AsyncIterable<ExecutionResult>;

/** Answers an operation, as graphql-http.ts does for Yoga. */
export type AnswerOperation = (headers: AskedBy, params: Asked, asker: Asker) => Promise<Result>;

/** What of a request decides how it is answered. */
export interface AskedBy {
  readonly method: string;
  readonly accept: string | null;
  readonly authorization: string | null;
}

/**
 * Nearly all requests are one operation as JSON that has an answer as JSON: those do without the objects of Fetch, which
 * cost as much as the rest of a small request. Answers false, and the result if there is one already, for whatever else
 * there is (errors and their status, streams, several media types, parameters that are none): Yoga knows all of that.
 */
export async function answerPlainly(
  answer: AnswerOperation,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
  asker: Asker,
): Promise<{ done: true } | { done: false; result?: Result }> {
  const mediaType = mediaTypeOf(request);
  const params = mediaType === undefined ? undefined : paramsOf(body);
  if (mediaType === undefined || params === undefined) return { done: false };
  const { accept = null, authorization = null } = request.headers;
  const result = await answer({ method: 'POST', accept, authorization }, params, asker);
  if (Symbol.asyncIterator in result || result.errors !== undefined) return { done: false, result };
  const text = Buffer.from(JSON.stringify({ data: result.data, extensions: result.extensions }));
  const accepted = request.headers['accept-encoding'];
  const encoding = text.length < compressFrom ? null : encodingFor(typeof accepted === 'string' ? accepted : null);
  const bytes = encoding === null ? text : await compress(text, encoding, 4);
  response.writeHead(200, {
    'content-type': `${mediaType}; charset=utf-8`,
    'content-length': bytes.length,
    ...(encoding !== null && { 'content-encoding': encoding }),
  });
  response.end(bytes);
  return { done: true };
}

function mediaTypeOf({ method, url, headers: { accept } }: IncomingMessage): string | undefined {
  if (method !== 'POST' || url !== '/graphql') return undefined;
  if (accept === 'application/json' || accept === '*/*') return 'application/json';
  // What urql and Apollo say; of several, the first is the one that we like best too.
  return accept?.startsWith('application/graphql-response+json') ? 'application/graphql-response+json' : undefined;
}

const names = new Set(['query', 'variables', 'operationName', 'extensions']);

function paramsOf(body: Buffer): Asked | undefined {
  let params: unknown;
  try {
    params = JSON.parse(body.toString());
  } catch {
    return undefined;
  }
  if (typeof params !== 'object' || params === null || Array.isArray(params)) return undefined;
  const { query, variables, operationName, extensions } = params as Record<string, unknown>;
  const isPlain =
    typeof query === 'string' &&
    (variables == null || (typeof variables === 'object' && !Array.isArray(variables))) &&
    (operationName == null || typeof operationName === 'string') &&
    extensions == null &&
    Object.keys(params).every((name) => names.has(name));
  return isPlain ? (params as Asked) : undefined;
}
