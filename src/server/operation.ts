import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql';
import type { Actor } from '../actor.js';
import type { App } from '../app.js';
import type { Context, LiveConnection, RequestInfo } from '../context.js';
import { Fault } from '../errors.js';
import type { Taken } from '../rates/bucket.js';
import { operationCost } from '../schema/cost.js';
import { type Documents, Invalid, type KnownDocument } from './documents.js';
import { presentError } from './present-error.js';
import { checkVariables } from './variables.js';

/** What a client sends, over whichever transport. */
export interface Asked {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
}

export interface Asking {
  readonly actor: Actor | null;
  readonly request: RequestInfo;
  readonly connection?: LiveConnection | undefined;
}

/** An operation that may be executed as it is. */
export interface Prepared {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | undefined;
  readonly variables: Record<string, unknown> | undefined;
  readonly context: Context;
  /** Goes into the answer's `extensions`. */
  readonly extensions: PublicNumbers;
}

/** The numbers that everybody may see: what an operation costs, and how much one has left. */
export interface PublicNumbers {
  readonly cost: { requested: number; maximum: number; remaining: number };
  readonly rateLimit: { limit: number; remaining: number; perSecond: number };
}

export interface Refused {
  readonly errors: readonly GraphQLError[];
  readonly extensions?: PublicNumbers | undefined;
}

export type PrepareOperation = (asked: Asked, asking: Asking) => Promise<Prepared | Refused>;

/**
 * The one way in, on every transport: what comes out of it is within the limits, valid, allowed to ask for what it
 * asks, and paid for. Nothing is executed before.
 */
export function createPrepareOperation(app: App, schema: GraphQLSchema, documents: Documents): PrepareOperation {
  return async (asked, asking) => {
    const presentation = { log: app.log, requestId: asking.request.id, production: app.config.production };
    let numbers: PublicNumbers | undefined;
    try {
      const { query, operationName, variables } = wellFormed(asked);
      const known = documents.read(query);
      refuseIntrospection(app, known, asking.actor);
      const operation = chosenOperation(known.document, operationName);
      const context: Context = { app, ...asking };
      const requested = operationCost({ schema, document: known.document, operationName, variables, context });
      const { taken, numbers: paid } = await pay(app, asking, requested);
      numbers = paid;
      if (requested > paid.cost.maximum)
        throw new Fault(
          'QUERY_TOO_COMPLEX',
          `The operation costs ${requested}, and ${paid.cost.maximum} is allowed. Ask for less at once.`,
        );
      if (!taken.allowed) throw new Fault('RATE_LIMITED', undefined, { retryAfterMs: taken.retryAfterMs });
      return { document: known.document, operation, operationName, variables, context, extensions: paid };
    } catch (error) {
      const errors = error instanceof Invalid ? error.errors : [error];
      return { errors: errors.map((one) => presentError(one, presentation)), extensions: numbers };
    }
  };
}

/** What every request must be, whatever it asks. Throws a Fault otherwise. */
export function wellFormed({ query, operationName, variables }: Asked) {
  if (typeof query !== 'string' || query.trim() === '')
    throw new Fault('BAD_USER_INPUT', 'Send a GraphQL document as `query`.');
  if (operationName != null && typeof operationName !== 'string')
    throw new Fault('BAD_USER_INPUT', '`operationName` must be a text.');
  checkVariables(variables);
  return { query, operationName: operationName ?? undefined, variables: variables ?? undefined };
}

function chosenOperation(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const operation = getOperationAST(document, name);
  if (operation != null) return operation;
  throw new Fault(
    'BAD_USER_INPUT',
    name === undefined
      ? 'The document has several operations: say which one as `operationName`.'
      : 'The document has no operation of that name.',
  );
}

function refuseIntrospection({ config }: App, { introspects }: KnownDocument, actor: Actor | null): void {
  if (!introspects || !config.production) return;
  if (actor?.kind === 'user' && actor.role !== 'USER') return;
  throw new Fault('FORBIDDEN', 'In production, administrators alone may ask for the schema.');
}

async function pay(
  app: App,
  { actor, request }: Asking,
  requested: number,
): Promise<{ taken: Taken; numbers: PublicNumbers }> {
  const { limits } = app.config;
  const bucket =
    actor === null
      ? { capacity: limits.LIMIT_ANONYMOUS_COST, perSecond: limits.LIMIT_ANONYMOUS_COST_PER_SECOND }
      : { capacity: limits.LIMIT_USER_COST, perSecond: limits.LIMIT_USER_COST_PER_SECOND };
  const who = actor?.key ?? `address:${request.address}`;
  // Nobody can ever pay more than a full bucket.
  const maximum = Math.min(limits.LIMIT_COST, bucket.capacity);
  // What is refused for its size is paid for too, as far as the bucket reaches: guessing at limits is not free.
  const tokens = Math.min(Math.max(1, requested), maximum);
  const taken = await app.rates.take('cost', who, { ...bucket, tokens });
  return {
    taken,
    numbers: {
      cost: { requested, maximum, remaining: taken.remaining },
      rateLimit: { limit: bucket.capacity, remaining: taken.remaining, perSecond: bucket.perSecond },
    },
  };
}
