import { PothosSchemaError } from '@pothos/core';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { isMissing, sqlState } from '../database/transaction.js';
import { Fault, type FaultCode, faults, Refusal, Refusals } from '../errors.js';

export interface Presentation {
  readonly log: Logger;
  readonly requestId: string;
  /** Production names no fields that a document only guessed at. */
  readonly production: boolean;
}

/**
 * An error as a client may see it: with a code, the request id, and nothing of our inside. What nobody expected is
 * masked, and logged once. The same on every transport.
 */
export function presentError(error: unknown, presentation: Presentation): GraphQLError {
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  const located = error instanceof GraphQLError ? error : undefined;
  const isBelow = (located?.path?.length ?? 0) > 1;
  const { code, message, details } =
    isBelow && isMissing(cause) ? goneAt(located, presentation) : explain(cause, presentation);
  return new GraphQLError(message, {
    nodes: located?.nodes ?? null,
    source: located?.source ?? null,
    positions: located?.positions ?? null,
    path: located?.path ?? null,
    extensions: { ...details, code, requestId: presentation.requestId },
  });
}

/** The HTTP status of an answer that has no data. */
export const statusOf = (error: GraphQLError): number => faults[error.extensions.code as FaultCode]?.status ?? 500;

interface Explanation {
  code: FaultCode;
  message: string;
  details?: Readonly<Record<string, unknown>>;
}

/**
 * What an answer already has is looked up once more for a field that needs more of it, by the rights of now: it has gone
 * since, or whoever made it may not read it. Said in the log all the same: a resolver that looks for the wrong thing looks
 * just like it.
 */
function goneAt(error: GraphQLError | undefined, { log, requestId }: Presentation): Explanation {
  log.info({ requestId, path: error?.path?.join('.') }, 'Something that an answer has was not there any more');
  return { code: 'NOT_FOUND', message: faults.NOT_FOUND.message };
}

function explain(error: unknown, { log, requestId, production }: Presentation): Explanation {
  if (error instanceof Fault) return { code: error.code, message: error.message, details: error.details };
  if (error instanceof Refusal || error instanceof Refusals) return { code: 'FORBIDDEN', message: error.message };
  // GraphQL's own words about a document or its variables, and those of our scalars. What it finds in our answers is a bug.
  if (isOfRequest(error) && (error.path === undefined || error.extensions.code === 'BAD_USER_INPUT'))
    return { code: 'BAD_USER_INPUT', message: worded(error.message, production) };
  if (sqlState(error) === '57014') return { code: 'TIMEOUT', message: faults.TIMEOUT.message };
  log.error({ err: error, requestId }, 'An error that nobody expected');
  return { code: 'INTERNAL', message: faults.INTERNAL.message };
}

/** Pothos says what is wrong with our schema in the same form: that is nobody else's business. */
const isOfRequest = (error: unknown): error is GraphQLError =>
  error instanceof GraphQLError && !(error instanceof PothosSchemaError);

const longest = 400;

function worded(message: string, production: boolean): string {
  const told = production ? message.replace(/ Did you mean .*$/s, '') : message;
  return told.length > longest ? `${told.slice(0, longest)}…` : told;
}
