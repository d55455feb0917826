import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { schema } from '../../../src/schema/index.js';

export type Kind = 'query' | 'mutation' | 'subscription';

export interface Operation {
  readonly kind: Kind;
  readonly name: string;
  readonly field: GraphQLField<unknown, unknown>;
}

/** Everything that can be asked for. */
export const operations: readonly Operation[] = (
  [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as Array<[Kind, GraphQLObjectType | undefined]>
).flatMap(([kind, type]) => Object.entries(type?.getFields() ?? {}).map(([name, field]) => ({ kind, name, field })));

/** The operation with each argument as a variable of its name; of what it brings, so many levels, or what is said. */
export function documentOf({ kind, name, field }: Operation, wanted: number | string = 1): string {
  const selection = typeof wanted === 'string' ? wanted : selectionOf(field.type, wanted);
  // Where there is a default, a variable that is left out must be allowed to be.
  const typeOf = ({ type, defaultValue }: GraphQLArgument) =>
    defaultValue === undefined ? `${type}` : `${type}`.replace(/!$/, '');
  const declared = field.args.map((argument) => `$${argument.name}: ${typeOf(argument)}`).join(', ');
  const given = field.args.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const call = given === '' ? name : `${name}(${given})`;
  return `${kind}${declared === '' ? '' : ` (${declared})`} { ${call}${selection} }`;
}

/** All leaves of it, and what is below, so many levels deep. A page of a list has two objects. */
export function selectionOf(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  const parts = ['__typename'];
  if (isObjectType(named) || isInterfaceType(named)) parts.push(...fieldsOf(named, depth));
  if (isUnionType(named))
    for (const possible of schema.getPossibleTypes(named))
      parts.push(`... on ${possible.name} { ${['__typename', ...fieldsOf(possible, 0)].join(' ')} }`);
  return ` { ${[...new Set(parts)].join(' ')} }`;
}

function fieldsOf(type: { name: string; getFields(): Record<string, GraphQLField<unknown, unknown>> }, depth: number) {
  if (type.name === 'UserError') return ['code', 'field', 'message'];
  return Object.values(type.getFields()).flatMap((field) => {
    if (field.args.some((argument) => isNonNullType(argument.type) && argument.defaultValue === undefined)) return [];
    const isLeaf = isLeafType(getNamedType(field.type));
    if (!isLeaf && depth === 0) return [];
    const paged = field.args.some(({ name }) => name === 'first') ? '(first: 2)' : '';
    return [`${field.name}${paged}${isLeaf ? '' : selectionOf(field.type, depth - 1)}`];
  });
}

export type Given = (place: { path: string; name: string; argument: GraphQLArgument | GraphQLInputField }) => unknown;

/** Variables with what is required, and whatever `given` has an answer for. Undefined: left as it is. */
export function variablesOf({ name, field }: Operation, given: Given): Record<string, unknown> {
  const entries = field.args.flatMap((argument) => {
    const value = variableOf(`${name}.${argument.name}`, argument.name, argument, given, 0);
    return value === undefined ? [] : [[argument.name, value]];
  });
  return Object.fromEntries(entries);
}

function variableOf(
  path: string,
  name: string,
  argument: GraphQLArgument | GraphQLInputField,
  given: Given,
  depth: number,
): unknown {
  const inList = (value: unknown) => (isListType(bare(argument.type)) ? [value] : value);
  const chosen = given({ path, name, argument });
  if (chosen !== undefined) return inList(chosen);
  const isRequired = isNonNullType(argument.type) && argument.defaultValue === undefined;
  const named = getNamedType(argument.type);
  if (!isInputObjectType(named)) return isRequired ? inList(plainValue(name, named)) : undefined;
  if (depth > 2) return undefined;
  // An object is worth sending when it is required, or when something in it was asked for.
  let isWanted = isRequired;
  const noticing: Given = (place) => {
    const value = given(place);
    if (value !== undefined) isWanted = true;
    return value;
  };
  const entries = Object.values(named.getFields()).flatMap((field) => {
    const value = variableOf(`${path}.${field.name}`, field.name, field, noticing, depth + 1);
    return value === undefined ? [] : [[field.name, value]];
  });
  return isWanted ? inList(Object.fromEntries(entries)) : undefined;
}

const bare = (type: GraphQLInputType) => (isNonNullType(type) ? type.ofType : type);

/** Something that the type takes. */
function plainValue(name: string, type: GraphQLInputType): unknown {
  if (isEnumType(type)) return type.getValues()[0]?.name;
  const named = getNamedType(type).name;
  if (named === 'Int') return name === 'bytes' ? 10 : 1;
  if (named === 'Float') return 1;
  if (named === 'Boolean') return true;
  if (named === 'ID') return Buffer.from('Nothing:00000000-0000-4000-8000-000000000000').toString('base64');
  if (named === 'DateTime') return name === 'to' ? '2027-02-02T00:00:00Z' : '2027-02-01T00:00:00Z';
  if (named === 'Date' || named === 'SlotTime') return name === 'to' ? '2027-02-02' : '2027-02-01';
  if (named === 'EmailAddress') return 'somebody@example.com';
  if (named === 'URL') return 'https://example.com/';
  if (name === 'emoji') return '👍';
  return 'text';
}
