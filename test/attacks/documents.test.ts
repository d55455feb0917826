import { readFileSync } from 'node:fs';
import { buildASTSchema, parse } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { transports } from '../support/transports.js';
import { mediansOf } from './support/medians.js';
import { open, type Role, roles, strict, target, tokenAs } from './support/target.js';
import { readyWire, subscribe } from './support/wire.js';

const times = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');
const nested = (levels: number): string =>
  levels === 0 ? 'id' : `members(first: 1) { nodes { property { ${nested(levels - 1)} } } }`;
const chain = (length: number) =>
  `{ ...F0 } ${times(length, (i) => `fragment F${i} on Query { ...F${i + 1} }`)} fragment F${length} on Query { __typename }`;

/** Attack 1: none of them may be executed, and none may cost much. */
const hostile: Record<string, string> = {
  'thirty levels': `{ properties(first: 1) { nodes { ${nested(10)} } } }`,
  'a thousand aliases': `{ ${times(1_000, (i) => `a${i}: __typename`)} }`,
  'sixteen aliases': `{ viewer { ${times(16, (i) => `a${i}: email`)} } }`,
  'eleven root fields': `{ ${times(11, (i) => `a${i}: __typename`)} }`,
  'directives within directives': `{ ${times(21, () => '... @include(if: true) {')} __typename ${times(21, () => '}')} }`,
  'a field many times': `{ viewer { ${times(200, () => 'email')} } }`,
  'directives at one place': `{ __typename ${times(200, () => '@skip(if: false)')} }`,
  'directives that nobody knows': `{ __typename ${times(200, () => '@a')} }`,
  'a fragment in itself': '{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }',
  'thousands of fragments': `{ ...F0 } ${times(150, (i) => `fragment F${i} on Query { a${i}: __typename ...F${i + 1} }`)}`,
  'a chain of fragments': chain(300),
  'fragments that multiply': `{ ...F0 } ${times(12, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} ...F${i + 1} }`)} fragment F12 on Query { __typename }`,
  'fields that overlap': `{ viewer { ${times(60, () => '... on Viewer { user { name } }')} } }`,
  'a hundred kilobytes': `{ __typename } # ${'x'.repeat(100_000)}`,
  'ten thousand brackets': `${'{ a '.repeat(2_000)}${'}'.repeat(2_000)}`,
  'ten thousand list levels': `{ node(id: ${'['.repeat(2_000)}${']'.repeat(2_000)}) { id } }`,
  'a thousand values': `{ bookings(filter: { statuses: [${times(1_000, () => 'PENDING')}] }) { totalCount } }`,
  'a NUL in a text': '{ bookingByCode(code: "\\u0000") { id } }',
  'a page of a hundred and one': '{ properties(first: 101) { nodes { id } } }',
  'pages of a thousand': '{ properties(first: 1000) { nodes { id } } }',
  'pages in pages': `{ properties(first: 100) { nodes { members(first: 100) { nodes { property { members(first: 100) { nodes { id } } } } } } } }`,
  'no document': '',
};

/** Attack 2: what checks a secret stands once in a document. */
const several: Record<string, string> = {
  'two sign-ins': `mutation { ${times(2, (i) => `a${i}: signIn(input: { email: "a@example.com", password: "x" }) { userErrors { code } }`)} }`,
  'ten sign-ins': `mutation { ${times(10, (i) => `a${i}: signIn(input: { email: "a@example.com", password: "${i}" }) { userErrors { code } }`)} }`,
  'a sign-in behind fragments':
    'mutation { ...F ...G } fragment F on Mutation { a: signIn(input: { email: "a@example.com", password: "1" }) { userErrors { code } } } fragment G on Mutation { b: signIn(input: { email: "a@example.com", password: "2" }) { userErrors { code } } }',
  'a sign-in and a sign-up':
    'mutation { signIn(input: { email: "a@example.com", password: "x" }) { userErrors { code } } signUp(input: { email: "a@example.com", name: "A", password: "x" }) { userErrors { code } } }',
};

const encoded = (text: string) => Buffer.from(text).toString('base64');
const surrogate = '\uD800';
const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });
const settings = 'mutation ($input: UpdateSettingsInput!) { updateSettings(input: $input) { userErrors { code } } }';

/** Attack 4: the client's mistake, and never ours. */
const variables: Record<string, { query: string; variables: unknown }> = {
  'variables thirty deep': { query: settings, variables: { input: deep(30) } },
  'ten thousand of them': { query: settings, variables: { input: Array.from({ length: 10_000 }, () => 1) } },
  'a list where an object is meant': { query: settings, variables: [] },
  'a text where an object is meant': { query: settings, variables: 'input' },
  'a key that is a prototype': {
    query: settings,
    variables: JSON.parse('{"input":{"__proto__":{"role":"SUPER_ADMIN"}}}'),
  },
  'a key that is a constructor': {
    query: settings,
    variables: { input: { constructor: { prototype: { role: 'ADMIN' } } } },
  },
  'a NUL': { query: settings, variables: { input: { locale: 'e\0n' } } },
  'half a character': { query: settings, variables: { input: { locale: surrogate } } },
  'half a character in a key': { query: settings, variables: { [surrogate]: 1 } },
  'not a number': { query: settings, variables: { input: { expectedVersion: 'NaN' } } },
  'more than an Int': { query: settings, variables: { input: { expectedVersion: 2 ** 40 } } },
  'half a number': { query: settings, variables: { input: { expectedVersion: 1.5 } } },
  'an endless number': { query: settings, variables: { input: { expectedVersion: 1e308 } } },
  'no variables at all': { query: settings, variables: {} },
  'an id that is none': { query: 'query ($id: ID!) { node(id: $id) { id } }', variables: { id: '../../etc/passwd' } },
  'an id with a statement in it': {
    query: 'query ($id: ID!) { node(id: $id) { id } }',
    variables: { id: encoded("Booking:' OR 1=1 --") },
  },
  'an id that is an object': { query: 'query ($id: ID!) { node(id: $id) { id } }', variables: { id: { a: 1 } } },
  'a cursor that is none': {
    query: 'query ($c: String) { properties(after: $c) { totalCount } }',
    variables: { c: "' OR 1=1" },
  },
  'a cursor with a statement in it': {
    query: 'query ($c: String) { properties(after: $c) { nodes { id } } }',
    variables: { c: encoded("GPC:S:' OR 1=1 --") },
  },
};

const tokens = {} as Record<Role, string | null>;
beforeAll(async () => {
  for (const role of roles) tokens[role] = await tokenAs(role);
});

/** Over WebSocket a message like that is too long, or none of the protocol: its socket is closed. */
const closes: Record<string, number> = {
  'a hundred kilobytes': 1009,
  'a list where an object is meant': 4400,
  'a text where an object is meant': 4400,
};

/** What is refused before it is executed does not depend on the number of nodes: there, some are enough. */
const asking = target().isCluster ? (['anonymous', 'staff', 'superAdmin'] as const) : roles;

const refused = /^(QUERY_TOO_COMPLEX|BAD_USER_INPUT|UNAUTHENTICATED|FORBIDDEN)$/;

for (const [transport, ask] of Object.entries(transports))
  describe.each(asking)(`over ${transport} as %s`, (role) => {
    const closed = async (what: string, query: string, given: object) => {
      if (transport !== 'WebSocket' || closes[what] === undefined) return false;
      await using wire = await readyWire(open(), tokens[role]);
      wire.send(subscribe('1', query, given));
      expect(await wire.closed).toBe(closes[what]);
      return true;
    };

    it.each(Object.entries(hostile))('attack 1: %s', async (what, document) => {
      if (await closed(what, document, {})) return;
      const { data, errors } = await ask(open(), document, {}, tokens[role]);
      expect(data ?? null).toBeNull();
      expect(errors?.[0]?.extensions?.code).toMatch(/^(QUERY_TOO_COMPLEX|BAD_USER_INPUT)$/);
    });

    it.each(Object.entries(several))('attack 2: %s', async (_what, document) => {
      const { data, errors } = await ask(open(), document, {}, tokens[role]);
      expect(data ?? null).toBeNull();
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    });

    it.each(Object.entries(variables))('attack 4: %s', async (what, { query, variables: given }) => {
      if (await closed(what, query, given as object)) return;
      const { data, errors } = await ask(open(), query, given as object, tokens[role]);
      expect(Object.values(data ?? {}).filter((value) => value !== null)).toEqual([]);
      expect(errors?.[0]?.extensions?.code).toMatch(refused);
    });
  });

it.each(Object.entries(transports))(
  'attack 1: more directives at one place than may be are told from those that a schema does not allow there, over %s',
  async (_transport, ask) => {
    // Fewer than a document may have, and none of them may stand there twice: validation would say so, after its work.
    const at = (place: string) => `{ __typename ${place} }`;
    const six = await ask(open(), at(times(6, () => '@skip(if: false)')), {}, tokens.staff);
    expect(six.errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COMPLEX' } }]);
    const five = await ask(open(), at(times(5, () => '@skip(if: false)')), {}, tokens.staff);
    expect(new Set(five.errors?.map(({ extensions }) => extensions?.code))).toEqual(new Set(['BAD_USER_INPUT']));
  },
);

it('attack 2: a list of operations is not taken as one', async () => {
  const answer = await fetch(`${open().url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([{ query: '{ __typename }' }, { query: '{ __typename }' }]),
  });
  expect(answer.status).toBe(400);
  expect(await answer.text()).not.toContain('"data":{');
});

it('attack 1: refusing costs little: no hostile document takes 50 ms more than an honest one', async () => {
  const questions = [['honest', '{ __typename }'], ...Object.entries(hostile)] as Array<[string, string]>;
  // Each time another document, or it would be remembered.
  const medians = await mediansOf(
    Object.fromEntries(
      questions.map(([name, document]) => [
        name,
        (round: number) => transports.HTTP(open(), `${document} # ${round}`, {}, null),
      ]),
    ),
    9,
  );
  // Where everything takes its time, an honest one does too.
  const { honest = 0 } = medians;
  const dear = Object.entries(medians).filter(([, median]) => median > Math.max(honest + 50, 10 * honest));
  expect(dear).toEqual([]);
});

describe('attack 3: the schema of a production server', () => {
  const introspection = ['{ __schema { types { name } } }', '{ __type(name: "User") { fields { name } } }'];
  const questions = Object.entries(transports).flatMap(([transport, ask]) =>
    introspection.flatMap((document) => roles.map((role) => ({ transport, ask, document, role }))),
  );
  it.each(questions)('attack 3: $document over $transport as $role', async ({ ask, document, role }) => {
    const { data, errors } = await ask(strict(), document, {}, tokens[role]);
    if (role === 'admin' || role === 'superAdmin') expect(errors).toBeUndefined();
    else {
      expect(data ?? null).toBeNull();
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
  });

  const guesses = [
    '{ viewe { email } }',
    '{ viewer { emai } }',
    'mutation { signI(input: {}) { userErrors { code } } }',
    '{ properties(filter: { kin: 1 }) { nodes { id } } }',
    '{ bookings(filter: { statuses: [PENDIN] }) { nodes { id } } }',
    'query ($a: BookingFilte) { bookings(filter: $a) { nodes { id } } }',
    'subscription { viewerEvent { __typename } }',
  ];
  it.each(
    Object.entries(transports).flatMap(([transport, ask]) => guesses.map((document) => ({ transport, ask, document }))),
  )('attack 3: $document over $transport names nothing that was not asked for', async ({ ask, document }) => {
    const { errors } = await ask(strict(), document, {}, tokens.staff);
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(JSON.stringify(errors)).not.toMatch(/did you mean/i);
  });
});

it('attack 3: the schema that is printed is the one that is served', async () => {
  const { data } = await transports.HTTP(open(), '{ __schema { queryType { fields { name } } } }', {}, tokens.owner);
  const printed = buildASTSchema(parse(readFileSync('schema.graphql', 'utf8'))).getQueryType();
  const names = data.__schema.queryType.fields.map(({ name }: { name: string }) => name).sort();
  expect(names).toEqual(Object.keys(printed?.getFields() ?? {}).sort());
  expect(target().nodes.length).toBeGreaterThan(0);
});
