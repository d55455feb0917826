import fc from 'fast-check';
import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { policy } from '../../../src/policy/index.js';
import type { Rule } from '../../../src/policy/rule.js';
import { belongingTogether, isAlwaysSaid, isSeldomSaid } from './belonging-together.js';
import type { Operation } from './inputs.js';
import { anyId } from './known.js';
import type { Caller } from './later.js';
import { isForNewcomers } from './newcomers.js';
import { anything, oddFor, oddText } from './odd-values.js';
import { chosen, plausible } from './plausible.js';
import { type Role, roles } from './target.js';

/** A client that means well sends what gets through; one that does not, something odd in between. */
type Mood = 'well' | 'ill';

export type Transport = 'HTTP' | 'SSE' | 'WebSocket';

export interface Request {
  /** With what can only be said when it is asked. */
  readonly variables: Record<string, unknown>;
  readonly caller: Caller;
  readonly transport: Transport;
  readonly ownThings: boolean;
  /** Whether it is for the last node instead of the first. */
  readonly elsewhere: boolean;
}

/** A request for that operation, made from the types of its arguments. Three of five mean well. */
export const requestOf = (operation: Operation): fc.Arbitrary<Request> =>
  fc.oneof({ weight: 3, arbitrary: meant('well', operation) }, { weight: 2, arbitrary: meant('ill', operation) });

function meant(mood: Mood, operation: Operation): fc.Arbitrary<Request> {
  const { name, kind, field } = operation;
  const transports: Transport[] =
    kind === 'subscription' ? ['SSE', 'WebSocket'] : ['HTTP', 'HTTP', 'HTTP', 'SSE', 'WebSocket'];
  const args = fieldsOf(name, field.args, mood, 0);
  return fc.record({
    variables:
      mood === 'ill'
        ? args
        : fc.tuple(args, fc.noBias(fc.nat(1_000))).map(([all, turn]) => onePage(belongingTogether(name, all, turn))),
    caller: fc.oneof(
      { weight: mood === 'well' ? 5 : 1, arbitrary: fc.constantFrom(...allowed(name)) },
      { weight: 1, arbitrary: fc.constantFrom(...everybody(name)) },
    ),
    transport: fc.constantFrom(...transports),
    ownThings: fc.integer({ min: 1, max: 3 }).map((turn) => turn === 1),
    elsewhere: fc.boolean(),
  });
}

/** Whose things the tenant has had from the start, where nobody else may do anything with them. */
const whose: Record<string, Caller[]> = { completeUpload: ['staff', 'staff'], editMessage: ['staff', 'staff'] };

/** Those who may, for what the policy knows of them. */
function allowed(operation: string): Caller[] {
  const rule: Rule = policy[operation as keyof typeof policy];
  // What is done to newcomers by themselves; what only others may do to them is done by those.
  if (isForNewcomers(operation) && rule.user !== undefined) return ['newcomer'];
  if (rule.anonymous === 'yes') return everybody(operation);
  const people: Role[] = rule.user === undefined ? [] : ['guest', 'provider', 'staff', 'manager', 'owner'];
  const others = roles.filter((role) => role in rule);
  return [...new Set([...people, ...others]), ...(whose[operation] ?? [])];
}

/** Nobody but a newcomer is signed out: the others are needed. */
const everybody = (operation: string): Caller[] =>
  operation === 'signOut'
    ? ['newcomer', 'anonymous', 'key']
    : isForNewcomers(operation)
      ? ['newcomer', ...roles]
      : [...roles];

/** In one direction, and of a size that one can afford with all that is below. */
function onePage(variables: Record<string, unknown>): Record<string, unknown> {
  const { first, last, ...rest } = variables;
  if (first == null && last == null) return variables;
  return first == null ? { ...rest, last } : { ...rest, first };
}

type Fields = ReadonlyArray<GraphQLArgument | GraphQLInputField>;
const absent = Symbol('absent');

function fieldsOf(path: string, fields: Fields, mood: Mood, depth: number): fc.Arbitrary<Record<string, unknown>> {
  const model = Object.fromEntries(
    fields.map((field) => [field.name, fieldOf(`${path}.${field.name}`, field, mood, depth)]),
  );
  const all = fc
    .record(model)
    .map((values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== absent)));
  return mood === 'ill'
    ? all
    : fc.tuple(all, fc.integer({ min: 1, max: 4 })).map(([values, days]) => inOrder(values, days));
}

function fieldOf(path: string, field: Fields[number], mood: Mood, depth: number): fc.Arbitrary<unknown> {
  const value = anyOf(path, field.type, mood, depth);
  const isRequired = isNonNullType(field.type) && field.defaultValue === undefined;
  if (isRequired || (mood === 'well' && isAlwaysSaid(path))) return value;
  return fc.oneof(
    { weight: 5, arbitrary: value },
    { weight: 5 * timesLeftOut(path, mood), arbitrary: fc.constant(absent) },
  );
}

/** How often an optional value is left out for each time that it is said. */
function timesLeftOut(path: string, mood: Mood): number {
  // Without it, a page is larger than one can afford with all that is below.
  if (isSeldomSaid(path)) return 9;
  if (mood === 'ill' || /^\w+\.first$/.test(path)) return 0.2;
  return /^\w+\.(last|before|after)$/.test(path) ? 3 : 1;
}

function anyOf(path: string, type: GraphQLInputType, mood: Mood, depth: number): fc.Arbitrary<unknown> {
  if (isNonNullType(type)) {
    const plain = plainOf(path, type.ofType, mood, depth);
    return mood === 'well' ? plain : fc.oneof({ weight: 30, arbitrary: plain }, { weight: 1, arbitrary: anything });
  }
  const plain = { weight: 12, arbitrary: plainOf(path, type, mood, depth) };
  if (mood === 'well')
    return isAlwaysSaid(path) ? plain.arbitrary : fc.oneof(plain, { weight: 1, arbitrary: fc.constant(null) });
  return fc.oneof(plain, { weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: anything });
}

function plainOf(path: string, type: GraphQLInputType, mood: Mood, depth: number): fc.Arbitrary<unknown> {
  if (isListType(type)) {
    const sizes = mood === 'well' ? { minLength: 1, maxLength: 3 } : { maxLength: 4 };
    return fc.array(anyOf(path, type.ofType, mood, depth), sizes);
  }
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name));
  if (isInputObjectType(type))
    return depth > 2 ? fc.constant(null) : fieldsOf(path, Object.values(type.getFields()), mood, depth + 1);
  const { name } = getNamedType(type);
  const right = plausible(path, name);
  if (mood === 'well') return right;
  if (name === 'ID')
    return fc.oneof(
      { weight: 12, arbitrary: right },
      { weight: 3, arbitrary: chosen((_asking, turn) => anyId(path, turn)) },
      { weight: 1, arbitrary: fc.uuid() },
      { weight: 1, arbitrary: oddText },
    );
  return fc.oneof({ weight: 4, arbitrary: right }, { weight: 1, arbitrary: oddFor(name) });
}

/** What ends does so after it has begun. */
function inOrder(values: Record<string, unknown>, days: number): Record<string, unknown> {
  const { from, to, startsAt, endsAt } = values;
  return {
    ...values,
    ...(isTime(from) && isTime(to) && { to: later(from, days) }),
    ...(isTime(startsAt) && isTime(endsAt) && { endsAt: later(startsAt, days) }),
  };
}

const isTime = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value);

const later = (time: string, days: number): string =>
  new Date(Date.parse(time) + days * 86_400_000).toISOString().slice(0, time.length);
