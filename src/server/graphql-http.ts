import { type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import { authenticate } from '../accounts/authenticate.js';
import type { Actor } from '../actor.js';
import type { App } from '../app.js';
import type { RequestInfo } from '../context.js';
import { Fault, type FaultCode } from '../errors.js';
import { compressed } from './compress.js';
import { executeOperation } from './execute.js';
import type { FeedExecutions } from './feed-execution.js';
import { type Asked, type PrepareOperation, rootFieldOf, wellFormed } from './operation.js';
import type { AnswerOperation, AskedBy, Result } from './plain-answer.js';
import { presentError, statusOf } from './present-error.js';
import type { PublicNumbers } from './purse.js';
import { streamOperation } from './stream-operation.js';
import type { Streams } from './streams.js';

/** What the HTTP server knows of a request before Yoga sees it. */
export interface Asker extends Record<string, unknown> {
  readonly info: RequestInfo;
  /** For the log. */
  note(operation: string): void;
  /** Ends the connection without another word, once what is written is on its way. */
  cut(): void;
  whenClosed(listener: () => void): void;
  /** The result, when there is one already. */
  answered?: Result;
}

/**
 * GraphQL over HTTP and SSE. Yoga knows the media types, the methods and the streams; what is let in and how it is
 * executed is the same as on a WebSocket.
 */
export function createGraphqlHttp(
  app: App,
  schema: GraphQLSchema,
  prepare: PrepareOperation,
  executions: FeedExecutions,
  streams: Streams,
) {
  const answerTo: AnswerOperation = (by, params, asker) =>
    answer({ app, schema, prepare, executions, streams }, by, params, asker);
  const ours: Plugin<object, Asker> = {
    onRequestParse({ requestParser, setRequestParser }) {
      if (requestParser !== undefined) setRequestParser(async (request) => inWords(async () => requestParser(request)));
    },
    // Yoga's own errors know nothing of the request.
    onResultProcess({ result, serverContext }) {
      for (const one of [result].flat())
        if ('errors' in one)
          for (const error of one.errors ?? [])
            if (error.extensions !== undefined) error.extensions.requestId ||= serverContext.info.id;
    },
    async onResponse({ request, response, setResponse }) {
      setResponse(await compressed(response, request.headers.get('accept-encoding')));
    },
    onParams({ request, context, setParamsHandler }) {
      const { headers, method } = request;
      const by = { method, accept: headers.get('accept'), authorization: headers.get('authorization') };
      const { answered } = context;
      setParamsHandler(answered === undefined ? ({ params }) => answerTo(by, params, context) : async () => answered);
    },
  };
  const yoga = createYoga<Asker>({
    schema,
    graphqlEndpoint: '/graphql',
    logging: false,
    landingPage: false,
    graphiql: false,
    cors: false,
    batching: false,
    maskedErrors: {
      maskError: (error) => presentRequestError(app, error),
    },
    plugins: [ours],
  });
  return { yoga, answer: answerTo };
}

interface Parts {
  app: App;
  schema: GraphQLSchema;
  prepare: PrepareOperation;
  executions: FeedExecutions;
  streams: Streams;
}

async function answer(
  { app, schema, prepare, executions, streams }: Parts,
  { method, accept, authorization }: AskedBy,
  params: Asked,
  asker: Asker,
): Promise<Result> {
  const isStream = accept?.includes('text/event-stream') === true;
  const info: RequestInfo = { ...asker.info, transport: isStream ? 'sse' : 'http' };
  const presentation = { log: app.log, requestId: info.id, production: app.config.production };
  let actor: Actor | null;
  try {
    wellFormed(params);
    actor = await authenticate(app, authorization);
  } catch (error) {
    return refused([presentError(error, presentation)], undefined, { spec: false });
  }
  const prepared = await prepare(params, { actor, request: info });
  if ('errors' in prepared) {
    app.metrics.operations.inc({ kind: 'unknown', transport: info.transport, outcome: 'refused' });
    return refused(prepared.errors, prepared.extensions);
  }
  const { operation } = prepared.operation;
  asker.note(prepared.operation.name?.value ?? operation);
  if (method === 'GET' && operation === 'mutation') return refused([presentError(mutationByGet, presentation)]);
  if (operation !== 'subscription') return executeOperation(schema, prepared);
  return streams
    .run({ ...asker, actor, request: info, feed: rootFieldOf(prepared) }, () =>
      streamOperation(schema, prepared, executions),
    )
    .catch((error: unknown) => refused([presentError(error, presentation)], prepared.extensions));
}

const mutationByGet = new Fault('BAD_USER_INPUT', 'A mutation comes by POST.', {
  http: { status: 405, headers: { allow: 'POST' } },
});

/** What stands in the URL of a GET is JSON within text, and Yoga reads it as if it could not be anything else. */
async function inWords<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const extensions = { http: { status: 400 } };
    throw new GraphQLError('`variables` and `extensions` must be JSON.', { extensions });
  }
}

/** What Yoga itself finds wrong with a request: not JSON, a method that it does not know … */
function presentRequestError(app: App, error: unknown): GraphQLError {
  if (!(error instanceof GraphQLError) || error.extensions.http === undefined)
    return presentError(error, { log: app.log, requestId: '', production: app.config.production });
  return new GraphQLError(error.message, {
    extensions: { code: 'BAD_USER_INPUT', http: { ...error.extensions.http, spec: false } },
  });
}

/** Codes that a client must see in the status, whatever media type it reads. */
const always = new Set<FaultCode>(['UNAUTHENTICATED', 'RATE_LIMITED']);

/** `spec`: answer 200 to clients that read application/json, as the protocol wants where a document was understood. */
function refused(
  errors: readonly GraphQLError[],
  extensions?: PublicNumbers,
  { spec }: { spec: boolean } = { spec: true },
): ExecutionResult {
  for (const error of errors) {
    const code = error.extensions.code as FaultCode;
    const retryAfterMs = error.extensions.retryAfterMs;
    Object.assign(error.extensions, {
      http: error.extensions.http ?? {
        status: statusOf(error),
        spec: spec && !always.has(code),
        ...(typeof retryAfterMs === 'number' && { headers: { 'retry-after': `${Math.ceil(retryAfterMs / 1000)}` } }),
      },
    });
  }
  return { errors, ...(extensions !== undefined && { extensions: { ...extensions } }) };
}
