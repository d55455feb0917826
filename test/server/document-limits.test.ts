import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { transports } from '../support/transports.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_ANONYMOUS_COST: '1000000', LIMIT_SOCKETS_PER_ADDRESS: '1000' });
});
afterAll(() => running.close());

const times = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => part(i)).join(' ');

/** `Member.property` and `Property.members` lead into each other, as deep as one likes. */
function levels(depth: number): string {
  const below = (left: number): string => {
    if (left === 1) return 'id';
    return left === 2 ? 'property { id }' : `property { members(first: 1) { nodes { ${below(left - 3)} } } }`;
  };
  return `{ node(id: "${nobody}") { ... on Member { ${below(depth - 1)} } } }`;
}
const nobody = Buffer.from('Member:00000000-0000-4000-8000-000000000000').toString('base64');

const table: Array<[what: string, allowed: string, refused: string, says: RegExp]> = [
  ['levels', levels(8), levels(11), /11 levels, and 10 are allowed/],
  [
    'aliases',
    `{ ${times(10, (i) => `a${i}: __typename`)} }`,
    `{ viewer { ${times(16, (i) => `a${i}: __typename`)} } }`,
    /16 aliases, and 15 are allowed/,
  ],
  [
    'the same field again',
    '{ viewer { email email } }',
    `{ viewer { email ${times(16, () => 'email')} } }`,
    /16 aliases/,
  ],
  [
    'aliases in inline fragments',
    `{ viewer { ... on Viewer { ${times(8, (i) => `a${i}: email`)} } ... on Viewer { ${times(7, (i) => `b${i}: email`)} } } }`,
    `{ viewer { ... on Viewer { ${times(8, (i) => `a${i}: email`)} } ... on Viewer { ${times(8, (i) => `b${i}: __typename`)} } } }`,
    /16 aliases, and 15 are allowed/,
  ],
  [
    'aliases in fragments',
    `{ viewer { ...F ...G } } fragment F on Viewer { ${times(8, (i) => `a${i}: email`)} } fragment G on Viewer { ${times(7, (i) => `b${i}: email`)} }`,
    `{ viewer { ...F ...G } } fragment F on Viewer { ${times(8, (i) => `a${i}: email`)} } fragment G on Viewer { ${times(8, (i) => `b${i}: email`)} }`,
    /16 aliases, and 15 are allowed/,
  ],
  [
    'the same field again in inline fragments',
    `{ viewer { email ${times(15, () => '... on Viewer { email }')} } }`,
    `{ viewer { email ${times(16, () => '... on Viewer { email }')} } }`,
    /16 aliases, and 15 are allowed/,
  ],
  [
    'the same field again in fragments',
    `{ viewer { email ...F ...G ...F } } fragment F on Viewer { email } fragment G on Viewer { ...F email }`,
    `{ viewer { email ${times(4, () => '...F')} } } fragment F on Viewer { email ...G } fragment G on Viewer { ${times(4, () => 'email')} }`,
    /aliases, and 15 are allowed/,
  ],
  [
    'aliases in several operations',
    `query A { ${times(8, (i) => `a${i}: __typename`)} }`,
    `query A { ${times(8, (i) => `a${i}: __typename`)} } query B { ${times(8, (i) => `a${i}: __typename`)} }`,
    /16 aliases, and 15 are allowed/,
  ],
  [
    'root fields',
    `{ ${times(10, (i) => `a${i}: __typename`)} }`,
    `{ ${times(11, (i) => `a${i}: __typename`)} }`,
    /11 root fields, and 10 are allowed/,
  ],
  [
    'root fields in a fragment',
    `{ ...F } fragment F on Query { ${times(10, (i) => `a${i}: __typename`)} }`,
    `{ ...F ...G } fragment F on Query { ${times(8, (i) => `a${i}: __typename`)} } fragment G on Query { ${times(7, (i) => `b${i}: __typename`)} }`,
    /15 root fields/,
  ],
  [
    'directives at a place',
    `{ __typename ${times(1, () => '@skip(if: false)')} }`,
    `{ __typename ${times(6, () => '@skip(if: false)')} }`,
    /6 directives at one place, and 5 are allowed/,
  ],
  [
    'directives',
    '{ __typename @include(if: true) }',
    `{ viewer { ${['email', 'role', 'version', 'createdAt', 'hasPassword'].map((name) => `${name} ${times(name === 'email' ? 1 : 5, () => '@include(if: true)')}`).join(' ')} } }`,
    /21 directives, and 20 are allowed/,
  ],
  [
    'tokens',
    `{ viewer { email } ${times(100, () => ' , ')} }`,
    `{ viewer { ${times(1_000, () => 'email')} } }`,
    /more than 1000 tokens/,
  ],
  [
    'bytes',
    `{ __typename }${' '.repeat(9_000)}`,
    `{ __typename }${' '.repeat(10_000)}`,
    /bytes, and 10000 are allowed/,
  ],
  [
    'a fragment that contains itself',
    '{ ...F } fragment F on Query { __typename }',
    '{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }',
    /contains itself/,
  ],
];

describe.each(Object.entries(transports))('threat 1 over %s', (_transport, ask) => {
  it.each(table)(
    'refuses a document with too many %s, and lets one at the limit in',
    async (_what, allowed, refused, says) => {
      const good = await ask(running, allowed);
      expect(good.errors ?? []).toEqual([]);
      const bad = await ask(running, refused);
      expect(bad.data ?? null).toBeNull();
      expect(bad.errors?.[0]?.message).toMatch(says);
      expect(['QUERY_TOO_COMPLEX', 'BAD_USER_INPUT']).toContain(bad.errors?.[0]?.extensions?.code);
      expect(bad.errors?.[0]?.extensions?.requestId).toMatch(/^[\w-]{36}$/);
    },
  );

  it('refuses what fragments stand for, however small the text is', async () => {
    const bomb = `{ ...F0 } ${times(12, (i) => `fragment F${i} on Query { ${i === 11 ? '__typename' : `a: viewer { email } ...F${i + 1} ...F${i + 1}`} }`)}`;
    const since = performance.now();
    const { errors } = await ask(running, bomb);
    expect(errors?.[0]?.extensions?.code).toBe('QUERY_TOO_COMPLEX');
    // Sixteen times the bound of the threat table: only that it does not explode, whatever else the machine does.
    expect(performance.now() - since).toBeLessThan(5_000);
  });

  it('refuses two guesses at a password in one document', async () => {
    const guess = 'signIn(input: { email: "a@example.com", password: "x" }) { userErrors { code } }';
    const { errors } = await ask(running, `mutation { a: ${guess} b: ${guess} }`);
    expect(errors?.[0]?.message).toMatch(/Only one of signIn/);
  });

  it('refuses an operation that costs too much, and tells the numbers', async () => {
    const page = 'nodes { id name members(first: 100) { nodes { user { name } } } }';
    const { errors, data } = await ask(running, `{ properties(first: 100) { ${page} } }`);
    expect(data ?? null).toBeNull();
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'QUERY_TOO_COMPLEX' } });
    expect(errors?.[0]?.message).toMatch(/costs \d+, and 1000 is allowed/);
  });
});
