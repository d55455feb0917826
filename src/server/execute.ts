import { createSourceEventStream, type ExecutionResult, execute, type GraphQLSchema } from 'graphql';
import { Fault } from '../errors.js';
import type { Prepared, PublicNumbers } from './operation.js';
import { presentError } from './present-error.js';

export interface Answer extends ExecutionResult {
  extensions: PublicNumbers & Record<string, unknown>;
}

/** Executes a query or a mutation as it was prepared. Never rejects: what fails is in the answer. */
export function executeOperation(schema: GraphQLSchema, prepared: Prepared): Promise<Answer> {
  const { operation } = prepared;
  const name = `${operation.operation} ${operation.name?.value ?? ''}`.trimEnd();
  const attributes = {
    'graphql.operation.type': operation.operation,
    'frontdesk.request_id': prepared.context.request.id,
  };
  return prepared.context.app.tracing.span(name, attributes, () => answerOf(schema, prepared));
}

async function answerOf(schema: GraphQLSchema, prepared: Prepared): Promise<Answer> {
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
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const { app, request } = prepared.context;
  const source = await createSourceEventStream({
    schema,
    document: prepared.document,
    operationName: prepared.operationName,
    variableValues: prepared.variables,
    contextValue: prepared.context,
  }).catch((error: unknown): ExecutionResult => ({ errors: [presented(prepared, error)] }));
  const begun = Symbol.asyncIterator in source;
  app.metrics.operations.inc({ kind: 'subscription', transport: request.transport, outcome: begun ? 'ok' : 'error' });
  if (begun) return results(schema, prepared, source[Symbol.asyncIterator]());
  return { errors: source.errors?.map((error) => presented(prepared, error)) ?? [] };
}

/**
 * Executes each item. `return` reaches the source while it waits, which a generator would not let through. An error of
 * the source ends the operation with an answer that says so, and nothing else that is on the same connection.
 */
function results(
  schema: GraphQLSchema,
  prepared: Prepared,
  source: AsyncIterator<unknown>,
): AsyncIterableIterator<ExecutionResult> {
  let over = false;
  return {
    async next() {
      if (over) return { done: true, value: undefined };
      try {
        const { done, value } = await source.next();
        return done === true
          ? { done, value: undefined }
          : { done: false, value: await resultOf(schema, prepared, value) };
      } catch (error) {
        over = true;
        await source.return?.();
        return { done: false, value: { errors: [presented(prepared, error)] } };
      }
    },
    async return() {
      over = true;
      await source.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function resultOf(schema: GraphQLSchema, prepared: Prepared, item: unknown): Promise<ExecutionResult> {
  const result = await withinTime(
    prepared.context.app.config.limits.LIMIT_EXECUTION_MS,
    execute({
      schema,
      document: prepared.document,
      operationName: prepared.operationName,
      variableValues: prepared.variables,
      rootValue: item,
      // Caches of rights live as long as a context: one for all events would remember rights that are gone.
      contextValue: { ...prepared.context },
    }),
  );
  return result.errors === undefined
    ? result
    : { ...result, errors: result.errors.map((error) => presented(prepared, error)) };
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
