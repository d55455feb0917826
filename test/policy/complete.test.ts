import { type GraphQLInterfaceType, isInterfaceType, isObjectType } from 'graphql';
import { expect, it } from 'vitest';
import { policy } from '../../src/policy/index.js';
import { schema } from '../../src/schema/index.js';
import { verdicts } from './verdicts.js';

const operations = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
  Object.keys(type?.getFields() ?? {}),
);
const restrictedFields = Object.keys(policy).filter((name) => name.includes('.'));

it('A3: every operation and every restricted field has a verdict and a line in the policy', () => {
  const judged = new Set(Object.keys(verdicts).map((name) => name.split(' ')[0]));
  expect([...operations, ...restrictedFields].filter((name) => !judged.has(name))).toEqual([]);
  expect([...judged].filter((name) => name === undefined || !(name in policy))).toEqual([]);
  expect(operations.filter((name) => !(name in policy))).toEqual([]);
});

it('A3: every field that asks for a right has a line in the policy and a verdict', () => {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
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
