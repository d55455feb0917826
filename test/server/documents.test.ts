import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';
import { schema } from '../../src/schema/index.js';
import { createDocuments, type Documents } from '../../src/server/documents.js';

const { limits } = readConfig({});

const times = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => part(i)).join(' ');

describe('threat 8: the memory of documents', () => {
  it('holds a thousand of the small ones, those that were used last', () => {
    const documents = createDocuments(schema, limits);
    const document = (n: number) => `query Q${n} { __typename }`;
    for (let n = 0; n < 1_000; n++) documents.read(document(n));
    documents.read(document(0));
    documents.read(document(1_000));
    expect([0, 1, 2, 1_000].map((n) => documents.knows(document(n)))).toEqual([true, false, true, true]);
  });

  it('holds fewer of the large ones', () => {
    const documents = createDocuments(schema, limits);
    const large = (n: number) =>
      `query Q${n} { ${times(8, (i) => `p${i}: properties { nodes { id name slug kind } }`)} }${' '.repeat(9_000)}`;
    for (let n = 0; n < 1_000; n++) documents.read(large(n));
    const known = Array.from({ length: 1_000 }, (_, n) => documents.knows(large(n)));
    const kept = known.filter(Boolean).length;
    expect(kept).toBeGreaterThan(100);
    expect(kept).toBeLessThan(700);
    // The last ones, without a gap.
    expect(known.indexOf(true)).toBe(1_000 - kept);
  });
});

describe('threat 1: a hostile document', () => {
  const bombs: Array<[what: string, document: string]> = [
    ['fields that are the same', `{ viewer { ${'email '.repeat(900)} } }`],
    [
      'spreads of one fragment',
      `{ viewer { ${'...F '.repeat(300)} } } fragment F on Viewer { ${'email '.repeat(15)} }`,
    ],
    [
      'fragments that double',
      `{ viewer { ...F0 } } ${times(40, (i) => `fragment F${i} on Viewer { ${i === 39 ? 'email' : `...F${i + 1} ...F${i + 1}`} }`)}`,
    ],
    ['inline fragments', `{ viewer { ${'... on Viewer { email } '.repeat(140)} } }`],
    ['overlaps in depth', `{ ${times(9, (i) => `a${i}: viewer { ${times(7, () => 'user { id name }')} }`)} }`],
  ];

  it.each(bombs)('of %s is refused before it is validated, within 20 ms', (_what, document) => {
    const fastest = Math.min(
      ...Array.from({ length: 7 }, () => timed(() => createDocuments(schema, limits), document)),
    );
    expect(fastest).toBeLessThan(20);
  });

  function timed(make: () => Documents, document: string): number {
    const documents = make();
    const since = performance.now();
    expect(() => documents.read(document)).toThrow(/are allowed|more than \d+ tokens/);
    return performance.now() - since;
  }
});
