import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import type { Actor } from '../actor.js';
import type { App } from '../app.js';
import type { Context, LiveConnection, RequestInfo } from '../context.js';
import { Fault } from '../errors.js';
import { operationCost } from '../schema/cost.js';
import { type Documents, Invalid, type KnownDocument } from './documents.js';
import { presentError } from './present-error.js';
import { type PublicNumbers, Purse } from './purse.js';
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
  /** The document as it came. */
  readonly text: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | undefined;
  readonly variables: Record<string, unknown> | undefined;
  readonly context: Context;
  /** Goes into the answer's `extensions`. */
  readonly extensions: PublicNumbers;
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
    const purse = new Purse(app, asking);
    try {
      const { query, operationName, variables } = wellFormed(asked);
      // Reading a document is work: who has nothing left does not get it done.
      if (!documents.knows(query)) await purse.payFee();
      const known = documents.read(query);
      refuseIntrospection(app, known, asking.actor);
      const operation = chosenOperation(known.document, operationName);
      const context: Context = { app, ...asking };
      const requested = operationCost({ schema, document: known.document, operationName, variables, context });
      const extensions = await purse.pay(requested);
      return { text: known.text, document: known.document, operation, operationName, variables, context, extensions };
    } catch (error) {
      await purse.payForRefusal();
      const errors = error instanceof Invalid ? error.errors : [error];
      return { errors: errors.map((one) => presentError(one, presentation)), extensions: purse.numbers };
    }
  };
}

/**
 * The errors of a refusal where an answer has no `extensions` of its own, as in the message `error` of graphql-ws: each of
 * them carries the numbers.
 */
export function withNumbers({ errors, extensions }: Refused): readonly GraphQLError[] {
  for (const error of errors) Object.assign(error.extensions, extensions);
  return errors;
}

/** The field that a subscription is of, behind whichever fragments and aliases: it has one. */
export function rootFieldOf({ document, operation }: Pick<Prepared, 'document' | 'operation'>): string {
  let [selection] = operation.selectionSet.selections;
  while (selection !== undefined && selection.kind !== Kind.FIELD) {
    const spread: SelectionNode = selection;
    const fragment =
      spread.kind === Kind.INLINE_FRAGMENT
        ? spread
        : document.definitions.find(
            (definition) =>
              definition.kind === Kind.FRAGMENT_DEFINITION &&
              spread.kind === Kind.FRAGMENT_SPREAD &&
              definition.name.value === spread.name.value,
          );
    [selection] = fragment !== undefined && 'selectionSet' in fragment ? (fragment.selectionSet?.selections ?? []) : [];
  }
  return selection?.name.value ?? '';
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
