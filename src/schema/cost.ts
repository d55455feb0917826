import type { PothosOutputFieldConfig, SchemaTypes } from '@pothos/core';
import { complexityFromQuery } from '@pothos/plugin-complexity';
import { type DocumentNode, type GraphQLSchema, Kind, visit } from 'graphql';
import { defaultPage } from './pages.js';

export interface CostQuestion {
  schema: GraphQLSchema;
  document: DocumentNode;
  operationName?: string | null | undefined;
  variables?: Readonly<Record<string, unknown>> | null | undefined;
  context: object;
}

/**
 * What an operation costs: 1 for each object that it may bring, 10 for a mutation, nothing for plain values and
 * `__typename`. A list counts as often as its `first` or `last` says (50 when it says nothing). Known before anything is
 * executed. Throws what is wrong with variables, ids and pages, as the execution would. The document must be a valid one.
 */
export function operationCost({ schema, document, operationName, variables, context }: CostQuestion): number {
  const definitions = document.definitions.filter(
    (definition) =>
      definition.kind !== Kind.OPERATION_DEFINITION ||
      operationName == null ||
      definition.name?.value === operationName,
  );
  return complexityFromQuery(withoutTypeNames({ kind: Kind.DOCUMENT, definitions }), {
    schema,
    ctx: context,
    variables: { ...variables },
  }).complexity;
}

/** Caches put `__typename` into every object: a plain value, which the plugin would count like an object. */
const withoutTypeNames = (document: DocumentNode): DocumentNode =>
  visit(document, { Field: ({ name }) => (name.value === '__typename' ? null : undefined) });

interface Cost {
  field: number;
  multiplier: number;
}

const listWithoutBound = 10;

/** The cost of a field by its shape. A field that is dearer than it looks says so by its option `complexity`. */
export function fieldCost(field: PothosOutputFieldConfig<SchemaTypes>): Cost | ((args: object) => Cost) {
  const isList = field.type.kind === 'List';
  const element = field.type.kind === 'List' ? field.type.type : field.type;
  const isValue = element.kind === 'Scalar' || element.kind === 'Enum';
  if ('first' in field.args) return (args) => ({ field: 1, multiplier: pageSize(args) });
  if (field.kind === 'Mutation') return { field: 10, multiplier: 1 };
  // The connection has counted how many of these there are.
  if (/Connection$/.test(field.parentType)) return { field: field.name === 'nodes' ? 1 : 0, multiplier: 1 };
  if ('ids' in field.args) return (args) => ({ field: 1, multiplier: idCount(args) });
  return { field: isValue ? 0 : 1, multiplier: isList ? listWithoutBound : 1 };
}

const pageSize = (args: { first?: number | null; last?: number | null }) => args.first ?? args.last ?? defaultPage;

const idCount = (args: { ids?: readonly unknown[] | null }) => args.ids?.length ?? 1;
