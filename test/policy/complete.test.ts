import {
  type GraphQLInputType,
  type GraphQLInterfaceType,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
  validate,
} from 'graphql';
import { expect, it } from 'vitest';
import { policy } from '../../src/policy/index.js';
import { schema } from '../../src/schema/index.js';
import { verdicts } from './verdicts.js';

const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
const operations = roots.flatMap((type) => Object.keys(type?.getFields() ?? {}));
const restrictedFields = Object.keys(policy).filter((name) => name.includes('.'));

it('A3: every operation and every restricted field has a verdict and a line in the policy', () => {
  const judged = new Set(Object.keys(verdicts).map((name) => name.split(' ')[0]));
  expect([...operations, ...restrictedFields].filter((name) => !judged.has(name))).toEqual([]);
  expect([...judged].filter((name) => name === undefined || !(name in policy))).toEqual([]);
  expect(operations.filter((name) => !(name in policy))).toEqual([]);
});

it('A3: every field that asks for a right has a line in the policy and a verdict', () => {
  const guarded = Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!(isObjectType(type) || isInterfaceType(type)) || roots.some((root) => root === type)) return [];
    const asksForARight = ({ extensions }: { extensions: object }) =>
      (extensions as { pothosOptions?: { authScopes?: unknown } }).pothosOptions?.authScopes !== undefined;
    // What a whole type asks for would be in no verdict: rights belong to fields and to nodes.
    expect([type.name, asksForARight(type)]).toEqual([type.name, false]);
    return Object.values(type.getFields())
      .filter(asksForARight)
      .map((field) => `${type.name}.${field.name}`);
  });
  expect(guarded).toContain('Booking.bill');
  expect(guarded.filter((name) => !(name in policy && name in verdicts))).toEqual([]);
});

it('A3: every line of the policy is of something that there is', () => {
  const missing = Object.keys(policy).filter((line) => {
    const [typeName = '', field = ''] = line.split('.');
    const type = schema.getType(typeName);
    return line.includes('.')
      ? !(type && 'getFields' in type && field in type.getFields())
      : !operations.includes(line);
  });
  expect(missing).toEqual([]);
});

it('A3: what a scope decides says which one, and what a key of every property may', () => {
  const undecided = Object.entries(verdicts).filter(([, { verdicts: wanted, scope, keyEverywhere = {} }]) => {
    const rows = Object.entries(wanted).map(([relation, row]) => ({ relation, columns: row.split(' ') }));
    // Nothing is a program's own.
    const ofKeys = rows.filter(({ columns }) => columns.at(-2) !== '-');
    const decides = ofKeys.some(({ columns }) => columns.at(-1) !== columns.at(-2));
    const complete = scope !== undefined && ofKeys.every(({ relation }) => relation in keyEverywhere);
    return (decides || scope !== undefined) && !complete;
  });
  expect(undecided.map(([name]) => name)).toEqual([]);
});

it('A4: whatever can be looked up by its id has verdicts', () => {
  const nodes = schema.getPossibleTypes(schema.getType('Node') as GraphQLInterfaceType).map(({ name }) => name);
  expect(nodes.filter((name) => verdicts[`node ${name}`]?.isNode !== true)).toEqual([]);
});

const filters = 'A list: an id is a filter, and attack 13 compares what is somebody else’s with what is nobody’s.';
const oneself =
  'It is about what one has oneself, and attack 13 compares what is somebody else’s with what is nobody’s.';
const platform = 'It is no property’s: those who run the platform may, whatever it is about.';
/** Whose verdicts are about no tenant, though they take ids. */
const ofNoTenant: Readonly<Record<string, string>> = {
  bookings: filters,
  payments: filters,
  orders: filters,
  conversations: filters,
  searchMessages: filters,
  notifications: filters,
  startConversation: 'Anybody may, with whom they may know of: attack 13 tries the ids.',
  recordActivity: oneself,
  markNotificationsSeen: oneself,
  markNotificationsRead: oneself,
  archiveNotifications: oneself,
  deleteNotifications: oneself,
  connections: platform,
  disconnect: platform,
  emailDeliveries: platform,
  retryJob: platform,
};

it('A3: no verdicts are empty, and what takes an id is asked about another tenant’s and about nothing', () => {
  const relations = new Map<string, Set<string>>();
  for (const [name, { document, verdicts: rows }] of Object.entries(verdicts)) {
    // A document that is wrong would be allowed to everybody.
    expect([name, validate(schema, parse(document)).map(({ message }) => message)]).toEqual([name, []]);
    expect([name, Object.keys(rows)]).not.toEqual([name, []]);
    const [judged = name] = /^(node )?\w+/.exec(name) ?? [];
    relations.set(judged, new Set([...(relations.get(judged) ?? []), ...Object.keys(rows)]));
  }
  const takesAnId = (name: string) =>
    name.startsWith('node ') ||
    roots.some((root) => root?.getFields()[name]?.args.some(({ type }) => holdsAnId(type)) === true);
  const without = [...relations].filter(([name, rows]) => takesAnId(name) && !(rows.has('other') && rows.has('none')));
  expect(without.map(([name]) => name).sort()).toEqual(Object.keys(ofNoTenant).sort());
});

function holdsAnId(type: GraphQLInputType, above: readonly string[] = []): boolean {
  const named = getNamedType(type);
  if (named.name === 'ID') return true;
  if (!isInputObjectType(named) || above.includes(named.name)) return false;
  return Object.values(named.getFields()).some((field) => holdsAnId(field.type, [...above, named.name]));
}
