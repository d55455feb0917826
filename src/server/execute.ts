import { createSourceEventStream, type ExecutionResult, execute, GraphQLError, type GraphQLSchema } from 'graphql';
import { deadlineIn } from '../database/deadline.js';
import type { FeedExecution, FeedResult } from './feed-execution.js';
import type { Prepared } from './operation.js';
import { presentError } from './present-error.js';
import type { PublicNumbers } from './purse.js';
import { withinTime } from './within-time.js';

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
  const { LIMIT_EXECUTION_MS: ms } = app.config.limits;
  const result = await withinTime(
    ms,
    execute({
      schema,
      document: prepared.document,
      operationName: prepared.operationName,
      variableValues: prepared.variables,
      contextValue: { ...prepared.context, deadline: deadlineIn(ms) },
    }),
  ).catch(failed);
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

/** What a subscription yields, or why it did not begin. */
export type Source =
  | AsyncIterable<unknown>
  | { readonly errors: readonly GraphQLError[]; readonly extensions: Answer['extensions'] };

/** Begins a subscription. */
export async function openSource(schema: GraphQLSchema, prepared: Prepared): Promise<Source> {
  const { app, request } = prepared.context;
  const source = await createSourceEventStream({
    schema,
    document: prepared.document,
    operationName: prepared.operationName,
    variableValues: prepared.variables,
    contextValue: prepared.context,
  }).catch(failed);
  const begun = Symbol.asyncIterator in source;
  app.metrics.operations.inc({ kind: 'subscription', transport: request.transport, outcome: begun ? 'ok' : 'error' });
  if (begun) return source;
  const errors = source.errors?.map((error) => presented(prepared, error)) ?? [];
  return { errors, extensions: { ...prepared.extensions } };
}

/**
 * Executes each item. `return` reaches the source while it waits, which a generator would not let through. An error of
 * the source ends the operation with an answer that says so, and nothing else that is on the same connection.
 */
export function resultsOf<Item>(
  prepared: Prepared,
  source: AsyncIterable<Item>,
  execution: FeedExecution<Item>,
): AsyncIterableIterator<ExecutionResult> {
  const items = source[Symbol.asyncIterator]();
  let over = false;
  const leave = async () => {
    over = true;
    execution.close();
    await items.return?.();
  };
  return {
    async next() {
      if (over) return { done: true, value: undefined };
      try {
        const { done, value } = await items.next();
        if (done === true) {
          await leave();
          return { done, value: undefined };
        }
        return { done: false, value: (await resultOf(execution, value)).answer };
      } catch (error) {
        await leave();
        return { done: false, value: { errors: [presented(prepared, error)] } };
      }
    },
    async return() {
      await leave();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Waits until it is made. */
export async function resultOf<Item>(execution: FeedExecution<Item>, item: Item): Promise<FeedResult> {
  for (;;) {
    let result: FeedResult | undefined;
    await new Promise<void>((made) => {
      result = execution.of(item, made);
      if (result !== undefined) made();
    });
    if (result !== undefined) return result;
  }
}

/** An execution that came to nothing, for a reason that is still to be presented. */
const failed = (error: unknown): ExecutionResult => ({
  errors: [error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error })],
});

function presented({ context: { app, request } }: Prepared, error: unknown) {
  return presentError(error, { log: app.log, requestId: request.id, production: app.config.production });
}
