import SchemaBuilder, {
  BasePlugin,
  completeValue,
  encodeBase64,
  type PothosOutputFieldConfig,
  PothosValidationError,
  type SchemaTypes,
} from '@pothos/core';
import type { GraphQLFieldResolver } from 'graphql';
import { auditRefusal } from '../audit/audit-refusal.js';
import type { Context } from '../context.js';
import { Fault } from '../errors.js';
import { authorizeRead, type Operation } from '../policy/authorize.js';
import { assertAuthorized, guarded } from '../policy/guard.js';
import { policy } from '../policy/index.js';
import { needsSubject } from '../policy/rule.js';
import { fieldCost } from './cost.js';
import type { Outcome } from './mutation.js';
import { checkPage } from './pages.js';

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      frontdesk: FrontdeskPlugin;
    }
  }
}

type Resolver = GraphQLFieldResolver<unknown, object, object>;

/** What every field gets by being declared: its rights asked for, its pages bounded, its cost counted. */
export class FrontdeskPlugin extends BasePlugin<SchemaTypes> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<SchemaTypes>): PothosOutputFieldConfig<SchemaTypes> {
    refuseWithoutPolicy(field);
    return {
      ...field,
      ...(isNodeId(field) && { resolve: nodeId(field) }),
      ...(field.name === 'totalCount' && { description: 'How many there are in all, on whichever page.' }),
      extensions: { ...field.extensions, complexity: field.pothosOptions.complexity ?? fieldCost(field) },
      argMappers: isPaged(field)
        ? [...field.argMappers, (args, context) => checkPage(args, field.extensions ?? {}, limitsOf(context))]
        : field.argMappers,
    };
  }

  /** Mutations do the same in mutation.ts, where a refusal is an answer; feeds when they begin and with each event. */
  override wrapResolve(resolver: Resolver, field: PothosOutputFieldConfig<SchemaTypes>): Resolver {
    if (/Payload$/.test(field.parentType) && field.name !== 'userErrors') return unlessRefused(resolver);
    if (field.kind !== 'Query') return resolver;
    const operation = field.name as Operation;
    const central = !needsSubject(policy[operation]);
    return (parent, args, context, info) =>
      noted(context as Context, operation, args, () =>
        guarded(operation, () => {
          if (central) authorizeRead((context as Context).actor, operation);
          return completeValue(resolver(parent, args, context, info), (answer) => {
            assertAuthorized();
            return answer;
          });
        }),
      );
  }

  /** What Pothos finds wrong with an id, a cursor or a page is the caller's mistake, not ours. */
  override wrapArgMappers(resolver: Resolver | undefined, field: PothosOutputFieldConfig<SchemaTypes>) {
    if (resolver === undefined || !(isRoot(field) || Object.keys(field.args).length > 0)) return resolver;
    return ((parent, args, context, info) => {
      try {
        return completeValue(resolver(parent, args, context, info), (answer) => answer, asFault);
      } catch (error) {
        return asFault(error);
      }
    }) satisfies Resolver;
  }
}

SchemaBuilder.registerPlugin('frontdesk', FrontdeskPlugin);

function refuseWithoutPolicy(field: PothosOutputFieldConfig<SchemaTypes>): void {
  if (isRoot(field) && !(field.name in policy)) throw new Error(`${field.name} has no line in the policy.`);
  const restricted = `${field.parentType}.${field.name}` in policy;
  if (restricted && field.pothosOptions.authScopes === undefined)
    throw new Error(`${field.parentType}.${field.name} has a line in the policy, but no authScopes.`);
}

/** What is made of the answer of a mutation is null when there is none. */
const unlessRefused =
  (resolver: Resolver): Resolver =>
  (outcome, args, context, info) =>
    (outcome as Outcome<object>).answer === null ? null : resolver(outcome, args, context, info);

/** Who asks for what they may not see stands in the audit trail. Nobody waits for that. */
function noted(context: Context, operation: Operation, args: object, work: () => unknown): unknown {
  const note = (error: unknown): never => {
    auditRefusal(context, operation, args, error).catch((failure: unknown) =>
      context.app.log.error({ err: failure }, 'A refusal could not be noted'),
    );
    throw error;
  };
  try {
    return completeValue(work(), (answer) => answer, note);
  } catch (error) {
    return note(error);
  }
}

const isRoot = ({ kind }: PothosOutputFieldConfig<SchemaTypes>) =>
  kind === 'Query' || kind === 'Mutation' || kind === 'Subscription';

const isNodeId = ({ kind, name, type }: PothosOutputFieldConfig<SchemaTypes>) =>
  kind === 'PrismaObject' && name === 'id' && type.kind === 'Scalar' && type.ref === 'ID';

/** What Pothos makes of an id, without its promise: a page of messages has a hundred of them. */
const nodeId =
  ({ parentType, resolve }: PothosOutputFieldConfig<SchemaTypes>): Resolver =>
  (parent, args, context, info) => {
    const id: unknown = (parent as { id?: unknown }).id;
    return typeof id === 'string' ? encodeBase64(`${parentType}:${id}`) : resolve?.(parent, args, context, info);
  };

const isPaged = ({ args }: PothosOutputFieldConfig<SchemaTypes>) => 'first' in args && 'last' in args;

const limitsOf = (context: object) => (context as Context).app.config.limits;

function asFault(error: unknown): never {
  throw error instanceof PothosValidationError ? new Fault('BAD_USER_INPUT', error.message) : error;
}
