import fc from 'fast-check';

/** What nobody means, and what something may stumble over. */
export const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\uD800',
    '\u202E',
    '%',
    "' OR 1=1 --",
    '../../etc/passwd',
    '<script>alert(1)</script>',
    '__proto__',
    'x'.repeat(5_001),
    '1e999',
    'NaN',
    'null',
    '$\u007b1}',
    '{{1}}',
    '\r\nX: y',
  ),
);

const oddTime = fc.constantFrom(
  '2026-02-30',
  '24:00',
  '0000-00-00',
  '0000-01-01',
  '0001-01-01',
  '9999-12-31',
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '9999-12-31T23:59:59-23:59',
  '+999999-01-01T00:00:00Z',
  '2026-03-29T01:30',
  '2026-06-01T00:00:60Z',
);

const oddInt = fc.oneof(
  fc.integer({ min: -2, max: 200 }),
  fc.integer(),
  fc.constantFrom(0, 366, 500, 1_000, 1_000_000_000, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, 2 ** 53),
);

export const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.double(),
  oddText,
  fc.array(fc.integer(), { maxLength: 3 }),
  fc.dictionary(fc.string({ maxLength: 5 }), fc.integer(), { maxKeys: 3 }),
);

const odd: Record<string, fc.Arbitrary<unknown>> = {
  Int: oddInt,
  SafeInt: fc.oneof(oddInt, fc.maxSafeInteger()),
  Float: fc.double(),
  Boolean: fc.boolean(),
  DateTime: oddTime,
  Date: oddTime,
  SlotTime: oddTime,
  EmailAddress: fc.oneof(fc.emailAddress(), oddText),
  URL: fc.oneof(fc.webUrl(), oddText),
  JSON: fc.jsonValue(),
};

/** At the edges of the type, beyond them, and what is of another type altogether. */
export const oddFor = (type: string): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 4, arbitrary: odd[type] ?? oddText }, { weight: 1, arbitrary: anything });
