import { buildSchema, parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { feedDocument, textOf } from '../../src/client/document.js';

const schema = buildSchema(`
  scalar EventCursor
  interface Event { id: ID! cursor: EventCursor }
  type Cancelled implements Event { id: ID! cursor: EventCursor reason: String }
  type StreamReady implements Event { id: ID! cursor: EventCursor recovered: Boolean! replayed: Int! }
  enum Why { EXPIRED }
  enum Lost { MEMBERSHIP }
  type StreamReset implements Event { id: ID! cursor: EventCursor reason: Why! }
  type AccessRevoked implements Event { id: ID! cursor: EventCursor reason: Lost! }
  input Filter { after: String note: String }
  type Query { me: ID }
  type Subscription {
    propertyEvents(propertyId: ID, kinds: [String!], filter: Filter, after: EventCursor): Event!
    presence(userIds: [ID!]!): Boolean
  }
`);

it.each([
  'subscription { propertyEvents { __typename } }',
  'subscription Feed { propertyEvents { id cursor } }',
  'subscription Feed($id: ID) { propertyEvents(propertyId: $id) { ... on Cancelled { reason } } }',
  'subscription ($id: ID, $after: EventCursor) { mine: propertyEvents(propertyId: $id, after: $after) { id } }',
  'subscription ($from: EventCursor) { propertyEvents(after: $from) { ...All } } fragment All on Event { id }',
  'query Me { me } subscription Feed { propertyEvents(filter: { after: "x", note: "a ) } \\" b" }) { id } }',
  '# subscription { a }\nsubscription Feed { propertyEvents @include(if: true) { id } }',
])('C1: makes a feed resumable whatever its text looks like: %s', (text) => {
  const feed = feedDocument(text);
  expect(validate(schema, parse(feed.text)).map(String)).toEqual([]);
  expect(feed.text).toMatch(/after: ?\$/);
  expect(feed.text).toContain('__typename id cursor');
});

it('C1: steps over directives, default values and block strings', () => {
  const feed = feedDocument(
    'subscription Feed($a: [String!] = ["{", "("]) @live(x: """ { \\""" ( """) { f: propertyEvents(kinds: $a) @y(z: {w: 1}) { id } }',
  );
  expect(feed).toMatchObject({ key: 'f', after: 'after' });
  expect(feed.text).toContain('($after: EventCursor $a: [String!]');
  expect(feed.text).toContain('propertyEvents(after: $after kinds: $a)');
});

it('C1: keeps the variable that the caller passes the cursor by', () => {
  expect(feedDocument('subscription ($c: EventCursor) { propertyEvents(after: $c) { id } }').after).toBe('c');
});

it('C1: picks the operation by name', () => {
  const both = 'subscription A { presence(userIds: []) } subscription B { x: propertyEvents { id } }';
  expect(feedDocument(both, 'B').key).toBe('x');
  expect(feedDocument(both).after).toBeNull();
});

it('C1: leaves a subscription without a log as it is', () => {
  const text = 'subscription { presence(userIds: ["1"]) }';
  expect(feedDocument(text)).toEqual({ text, key: 'presence', after: null });
});

it.each([
  ['query { me }', 'There is no subscription'],
  ['subscription { ...Feed } fragment Feed on Subscription { propertyEvents { id } }', 'not into a fragment'],
  ['subscription { propertyEvents(after: "abc") { id } }', 'Pass `after` by a variable'],
  ['subscription { propertyEvents }', 'Select fields'],
  ['subscription { propertyEvents(kinds: [ }', 'not complete'],
])('C1: says what is wrong with a document that cannot be resumed: %s', (text, message) => {
  expect(() => feedDocument(text)).toThrow(message);
});

it('C1: takes texts, typed strings and documents with their source', () => {
  const text = 'query { me }';
  expect(textOf(text)).toBe(text);
  // What codegen makes with `documentMode: 'string'`.
  class TypedText extends String {}
  expect(textOf(new TypedText(text))).toBe(text);
  expect(textOf(parse(text))).toBe(text);
  expect(() => textOf(parse(text, { noLocation: true }))).toThrow('print');
  expect(textOf(parse(text, { noLocation: true }), () => text)).toBe(text);
});
