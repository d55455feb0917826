import { type ExecutionResult, execute, type GraphQLSchema, subscribe } from 'graphql';
import { Fault } from '../errors.js';
import type { Prepared, PublicNumbers } from './operation.js';
import { presentError } from './present-error.js';

export interface Answer extends ExecutionResult {
  extensions: PublicNumbers & Record<string, unknown>;
}

/** Executes a query or a mutation as it was prepared. Never rejects: what fails is in the answer. */
export async function executeOperation(schema: GraphQLSchema, prepared: Prepared): Promise<Answer> {
  const { app, request } = prepared.context;
  const kind = prepared.operation.operation;
  const end = app.metrics.operationSeconds.startTimer({ kind });
  const result = await withinTime(
    app.config.limits.LIMIT_EXECUTION_MS,
    execute({
      schema,
      document: prepared.document,
      operationName: prepared.operationName,
      variableValues: prepared.variables,
      contextValue: prepared.context,
    }),
  ).catch((error: unknown): ExecutionResult => ({ errors: [presented(prepared, error)] }));
  end();
  const errors = result.errors?.map((error) => presented(prepared, error));
  app.metrics.operations.inc({ kind, transport: request.transport, outcome: errors === undefined ? 'ok' : 'error' });
  app.metrics.operationCost.observe({ kind }, prepared.extensions.cost.requested);
  return {
    ...(errors !== undefined && { errors }),
    ...(result.data !== undefined && { data: result.data }),
    extensions: { ...result.extensions, ...prepared.extensions },
  };
}

/** Begins a subscription. Answers its results, or why it did not begin. */
export async function subscribeOperation(
  schema: GraphQLSchema,
  prepared: Prepared,
): Promise<AsyncIterable<ExecutionResult> | ExecutionResult> {
  const { app, request } = prepared.context;
  const result = await subscribe({
    schema,
    document: prepared.document,
    operationName: prepared.operationName,
    variableValues: prepared.variables,
    contextValue: prepared.context,
  });
  const outcome = 'errors' in result ? 'error' : 'ok';
  app.metrics.operations.inc({ kind: 'subscription', transport: request.transport, outcome });
  if (Symbol.asyncIterator in result) return presentedAll(prepared, result);
  return { errors: result.errors?.map((error) => presented(prepared, error)) ?? [] };
}

/** An error in a stream ends it with an answer that says so, and nothing else that is on the same connection. */
async function* presentedAll(
  prepared: Prepared,
  results: AsyncIterable<ExecutionResult>,
): AsyncGenerator<ExecutionResult, void, undefined> {
  try {
    for await (const result of results)
      yield result.errors === undefined
        ? result
        : { ...result, errors: result.errors.map((error) => presented(prepared, error)) };
  } catch (error) {
    yield { errors: [presented(prepared, error)] };
  }
}

function presented({ context: { app, request } }: Prepared, error: unknown) {
  return presentError(error, { log: app.log, requestId: request.id, production: app.config.production });
}

async function withinTime<T>(ms: number, work: T | Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Fault('TIMEOUT')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
