import fc from 'fast-check';
import { type GraphQLInputType, getNamedType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { transports } from '../support/transports.js';
import { documentOf, operations } from './support/inputs.js';
import { insideOf } from './support/leaks.js';
import { open, type Role, roles, target, tokenAs } from './support/target.js';

/**
 * So many requests over both projects of the suite together; `npm run attacks -- --fuzz 100000` makes more, `--seed` plays
 * a run again.
 */
const requests = Math.ceil(Number(process.env.FUZZ ?? 1_000) / 2);
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);

/** What would end those who ask, or take seconds by design. */
const spared = new Set([
  'signOut',
  'eraseMyAccount',
  'revokeSession',
  'signIn',
  'signUp',
  'changePassword',
  'disconnect',
  'refreshSession',
  'setUserStatus',
  'setUserRole',
  'acceptInvitation',
]);
const fuzzed = operations.filter(({ name, kind }) => kind !== 'subscription' && !spared.has(name));

const ids = () => Object.values(target().prey.ids);
const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
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
    '2026-02-30',
    '24:00',
    '0000-00-00',
    '+999999-01-01T00:00:00Z',
  ),
);
const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.double(),
  oddText,
  fc.array(fc.integer(), { maxLength: 3 }),
  fc.dictionary(fc.string({ maxLength: 5 }), fc.integer(), { maxKeys: 3 }),
);

/** Mostly what the type wants, at its edges and beyond; sometimes something else. */
function ofType(type: GraphQLInputType, depth = 0): fc.Arbitrary<unknown> {
  if (isNonNullType(type))
    return fc.oneof({ weight: 30, arbitrary: plain(type.ofType, depth) }, { weight: 1, arbitrary: anything });
  return fc.oneof(
    { weight: 12, arbitrary: plain(type, depth) },
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: anything },
  );
}

function plain(type: GraphQLInputType, depth: number): fc.Arbitrary<unknown> {
  if (isListType(type)) return fc.array(ofType(type.ofType, depth), { maxLength: 4 });
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name));
  if (isInputObjectType(type)) {
    const fields = Object.entries(type.getFields());
    const model = Object.fromEntries(
      fields.map(([name, field]) => [name, depth > 2 ? fc.constant(null) : ofType(field.type, depth + 1)]),
    );
    const requiredKeys = fields
      .filter(([, field]) => isNonNullType(field.type) && field.defaultValue === undefined)
      .map(([name]) => name);
    return fc.record(model, { requiredKeys });
  }
  const day = fc.integer({ min: -400, max: 800 }).map((days) => new Date(Date.now() + days * 86_400_000).toISOString());
  switch (getNamedType(type).name) {
    case 'ID':
      return fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(...ids()) },
        { weight: 1, arbitrary: fc.uuid() },
        { weight: 1, arbitrary: oddText },
      );
    case 'Int':
      return fc.oneof(fc.integer({ min: -2, max: 200 }), fc.integer(), fc.constantFrom(0, 2 ** 31 - 1, -(2 ** 31)));
    case 'Float':
      return fc.double();
    case 'Boolean':
      return fc.boolean();
    case 'DateTime':
      return fc.oneof(day, oddText);
    case 'Date':
      return fc.oneof(
        day.map((text) => text.slice(0, 10)),
        oddText,
      );
    case 'SlotTime':
      return fc.oneof(
        day.map((text) => text.slice(0, 10)),
        day.map((text) => text.slice(0, 16)),
        oddText,
      );
    case 'EmailAddress':
      return fc.oneof(fc.emailAddress(), oddText);
    case 'URL':
      return fc.oneof(fc.webUrl(), oddText);
    case 'JSON':
      return fc.jsonValue();
    default:
      return fc.oneof(fc.string({ unit: 'grapheme', maxLength: 30 }), oddText);
  }
}

const tokens = {} as Record<Role, string | null>;
beforeAll(async () => {
  for (const role of roles) tokens[role] = await tokenAs(role, target().prey);
});

/**
 * A connection that is kept may be closed just as it is used again, where whoever asks was not given time to: that is no answer.
 * A node that has ended, or that hangs up on what it was asked, does so again.
 */
const onceMore =
  <Answer>(ask: () => Promise<Answer>) =>
  (error: unknown): Promise<Answer> => {
    if (error instanceof TypeError && error.message === 'fetch failed') return ask();
    throw error;
  };

const share = Math.max(1, Math.ceil(requests / fuzzed.length));

// Beside each other, as requests come: each operation asks one thing after the other.
describe.concurrent(`attack 4: ${requests} requests made from the schema, seed ${seed}: no 5xx, no crash, nothing of our inside`, () => {
  it.each(fuzzed)(
    'attack 4: $kind $name',
    async (operation) => {
      const model = Object.fromEntries(operation.field.args.map((argument) => [argument.name, ofType(argument.type)]));
      const requiredKeys = operation.field.args.filter(({ type }) => isNonNullType(type)).map(({ name }) => name);
      const document = documentOf(operation, 0);
      await fc.assert(
        fc.asyncProperty(
          fc.record(model, { requiredKeys }),
          fc.constantFrom(...roles),
          fc.constantFrom('HTTP', 'HTTP', 'HTTP', 'HTTP', 'SSE', 'HTTP') as fc.Arbitrary<'HTTP' | 'SSE'>,
          async (variables, role, transport) => {
            const ask = () => transports[transport](open(), document, variables, tokens[role]);
            const reply = await ask().catch(onceMore(ask));
            const codes = reply.errors?.map(({ extensions }) => extensions?.code) ?? [];
            expect(codes).not.toContain('INTERNAL');
            expect(codes).not.toContain(undefined);
            // Data are what somebody has written; what we say ourselves stands in the errors.
            const said = (reply.errors ?? []).map(({ message }) => message.replace(/".*"/s, '')).join('\n');
            expect(insideOf(said)).toBeUndefined();
          },
        ),
        { numRuns: share, seed, endOnFailure: true },
      );
    },
    600_000,
  );

  it('attack 4: the same over WebSocket', async () => {
    const some = fc
      .constantFrom(...fuzzed)
      .chain((operation) =>
        fc
          .record(Object.fromEntries(operation.field.args.map((argument) => [argument.name, ofType(argument.type)])))
          .map((variables) => ({ operation, variables })),
      );
    await fc.assert(
      fc.asyncProperty(some, async ({ operation, variables }) => {
        const text = JSON.stringify(
          await transports.WebSocket(open(), documentOf(operation, 0), variables, tokens.owner),
        );
        expect(text).not.toContain('"INTERNAL"');
      }),
      { numRuns: Math.ceil(requests / 20), seed, endOnFailure: true },
    );
  }, 600_000);
});
