import * as fc from 'fast-check';
import { type GraphQLInterfaceType, getNamedType, getOperationAST, parse, validate } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { authenticate } from '../../src/accounts/authenticate.js';
import type { StreamAccess } from '../../src/accounts/stream-access.js';
import type { Context } from '../../src/context.js';
import { Feed } from '../../src/realtime/feed.js';
import type { FeedItem } from '../../src/realtime/item.js';
import { schema } from '../../src/schema/index.js';
import { openSource, resultOf } from '../../src/server/execute.js';
import { createFeedExecutions, type FeedExecution, type FeedResult } from '../../src/server/feed-execution.js';
import type { Prepared } from '../../src/server/operation.js';
import { Random } from '../faults/random.js';
import { type RunningApp, startApp } from '../support/app.js';
import { signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { randomSelection } from '../support/random-document.js';

let running: RunningApp;
interface FeedOfMany {
  field: string;
  argument: string;
  id: string;
  stream: string;
  /** Those who may follow it. */
  tokens: string[];
}

let feeds: FeedOfMany[];

beforeAll(async () => {
  // The demo has something of everything.
  running = await startApp({ DEMO: '1' });
  const { prisma } = running.app.database;
  const streams = await prisma.$queryRaw<
    Array<{ stream: string }>
  >`SELECT stream FROM event GROUP BY stream ORDER BY count(DISTINCT type) DESC`;
  const named = [
    ['property', 'propertyEvents', 'propertyId', 'Property'],
    ['conversation', 'conversationEvents', 'conversationId', 'Conversation'],
    ['booking', 'bookingEvents', 'bookingId', 'Booking'],
  ] as const;
  const people = await prisma.user.findMany({ orderBy: { email: 'asc' } });
  const tokens = await Promise.all(people.map((person) => signedIn(running.app, person)));
  feeds = named.flatMap(([kind, field, argument, type]) =>
    streams
      .filter(({ stream }) => stream.startsWith(`${kind}:`))
      .slice(0, 3)
      .map(({ stream }) => ({
        field,
        argument,
        stream,
        id: globalId(type, stream.slice(kind.length + 1)),
        tokens: [],
      })),
  );
  for (const feed of feeds)
    for (const token of tokens) {
      const text = `subscription { ${feed.field}(${feed.argument}: "${feed.id}") { __typename } }`;
      const source = await openSource(schema, await asPrepared(text, feed.stream, token));
      if (!(source instanceof Feed)) continue;
      source.close();
      feed.tokens.push(token);
    }
  expect(feeds.filter((feed) => feed.tokens.length < 2)).toEqual([]);
});
afterAll(() => running.close());

it('F14: for random documents and people, what is shared is byte for byte what each would get alone', async () => {
  const executions = createFeedExecutions(running.app, schema);
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.nat(),
      fc.array(fc.nat(), { minLength: 3, maxLength: 3 }),
      async (seed, which, viewers) => {
        const feed = feeds[which % feeds.length];
        if (feed === undefined) throw new Error('The demo has no feeds.');
        const text = aDocument(feed, seed);
        const opened = [];
        for (const viewer of viewers) {
          const prepared = await asPrepared(text, feed.stream, feed.tokens[viewer % feed.tokens.length] ?? '');
          const source = await openSource(schema, prepared);
          if (!(source instanceof Feed)) throw new Error('Who could follow it before cannot now.');
          opened.push({ prepared, feed: source as Feed<StreamAccess> });
        }
        try {
          const shared = await Promise.all(
            opened.map((each) =>
              answersOf(each.feed, executions.open(each.prepared, each.feed), executions.alone(each.prepared)),
            ),
          );
          for (const answers of shared)
            for (const { together, alone } of answers) {
              expect(together).toBe(alone);
              compared++;
            }
        } finally {
          for (const each of opened) each.feed.close();
        }
      },
    ),
    { numRuns: 25 },
  );
  // It has compared something, and something was shared.
  expect(compared).toBeGreaterThan(100);
  const { values } = await running.app.metrics.feedExecutions.get();
  expect(values.find(({ labels }) => labels.shared === 'yes')?.value).toBeGreaterThan(25);
});

function aDocument({ field, argument, id }: FeedOfMany, seed: number): string {
  const type = getNamedType(schema.getSubscriptionType()?.getFields()[field]?.type) as GraphQLInterfaceType;
  const random = new Random(seed);
  const text = `subscription ($after: EventCursor) { ${field}(${argument}: "${id}", after: $after) ${randomSelection(schema, type, () => random.next())} }`;
  expect(validate(schema, parse(text))).toEqual([]);
  return text;
}

async function asPrepared(text: string, stream: string, token: string): Promise<Prepared> {
  const { app } = running;
  const document = parse(text);
  const operation = getOperationAST(document);
  if (operation == null) throw new Error('There is an operation.');
  const { epoch } = await app.realtime.log.head(stream);
  const variables = { after: app.realtime.cursors.seal({ stream, epoch, seq: 0 }) };
  const context: Context = {
    app,
    actor: await authenticate(app, `Bearer ${token}`),
    request: { id: 'same', address: '', userAgent: '', transport: 'internal' },
  };
  return { text, document, operation, operationName: undefined, variables, context, extensions: {} as never };
}

/** Up to twelve items, as a group makes them and as one alone does. */
async function answersOf(feed: Feed<StreamAccess>, together: FeedExecution<FeedItem>, alone: FeedExecution<unknown>) {
  const answers = [];
  for (let count = 0; count < 12; ) {
    const item = feed.peek();
    if (item === undefined) break;
    if (item instanceof Promise) {
      await item;
      continue;
    }
    answers.push({ together: await bytesOf(together, item), alone: await bytesOf(alone, item) });
    feed.advance();
    count++;
  }
  together.close();
  return answers;
}

const bytesOf = async <Item>(execution: FeedExecution<Item>, item: Item): Promise<string> =>
  withErrorsInOrder(await resultOf(execution, item));

/** The request of an error is the one that met it; and errors stand as they came, which is by chance. */
function withErrorsInOrder({ shared: { bytes }, answer }: FeedResult): string {
  if (answer.errors === undefined) return bytes;
  const { errors, ...rest } = JSON.parse(bytes.replace(/"requestId":"[^"]*"/g, '"requestId":""'));
  return JSON.stringify({ errors: errors.map((error: object) => JSON.stringify(error)).sort(), ...rest });
}
