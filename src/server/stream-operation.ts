import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { Feed } from '../realtime/feed.js';
import { openSource, resultsOf } from './execute.js';
import type { FeedExecutions } from './feed-execution.js';
import type { Prepared } from './operation.js';

/** A subscription as results that are taken one after the other, or why it did not begin. */
export async function streamOperation(
  schema: GraphQLSchema,
  prepared: Prepared,
  executions: FeedExecutions,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const source = await openSource(schema, prepared);
  if ('errors' in source) return source;
  return source instanceof Feed
    ? resultsOf(prepared, source, executions.open(prepared, source))
    : resultsOf(prepared, source, executions.alone(prepared));
}
