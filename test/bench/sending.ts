import { fileURLToPath } from 'node:url';
import { globalId } from '../support/global-id.js';
import { newDatabase, startServer } from './frontdesk.js';
import { answerOf, startHttpClient } from './http-load.js';
import { fillMessaging, type MessagingData } from './messaging-data.js';
import { cores, startNode, stop } from './processes.js';
import { type Goal, goalsTable, median, medianRatio } from './report.js';

/** How many messages a second: Frontdesk over HTTP, beside a Prisma transaction of the same writes in a process of its own. */
export interface Sends {
  target: 'Frontdesk' | 'Prisma transaction';
  callers: number;
  conversations: number;
  perSecond: number[];
  /** Milliseconds of a call. */
  p50: number[];
  p99: number[];
}

const many = 1_000;
/** Of each conversation before: a house where people have talked, whose statistics say so. */
const earlier = 20;
const cases = [
  { callers: 16, conversations: many },
  { callers: 256, conversations: many },
  { callers: 16, conversations: 1 },
  { callers: 256, conversations: 1 },
];

const document = `mutation Send($id: ID!, $body: String!, $name: String!) {
  sendMessage(input: { conversationId: $id, body: $body, clientMessageId: $name }) {
    message { id sequence body createdAt } userErrors { code }
  }
}`;

export async function measureSends(
  postgresqlUrl: string,
  { rounds, each, only }: { rounds: number; each: number; only: readonly string[] | undefined },
): Promise<Sends[]> {
  const targets = (['Frontdesk', 'Prisma transaction'] as const).filter((name) => only?.includes(name) ?? true);
  const results = cases.flatMap((one) =>
    targets.map((target): Sends => ({ target, ...one, perSecond: [], p50: [], p99: [] })),
  );
  for (let round = 1; round <= rounds; round++)
    for (const target of round % 2 === 1 ? targets : targets.toReversed()) {
      const database = await newDatabase(postgresqlUrl, '');
      const url = database.url ?? '';
      const data = await fillMessaging(url, { conversations: many, people: 50, messages: earlier });
      await using sender = await (target === 'Frontdesk' ? startFrontdesk(url, data) : startPrisma(url, data));
      for (const result of results.filter((one) => one.target === target)) {
        await sender.send(result, Math.ceil(each / 2));
        const { seconds, p50, p99 } = await sender.send(result, each);
        result.perSecond.push(each / seconds);
        result.p50.push(p50);
        result.p99.push(p99);
        console.log(
          `sending ${round}/${rounds} ${target}, ${result.callers} callers, ${result.conversations} conversations: ${Math.round(each / seconds)} a second`,
        );
      }
      await sender[Symbol.asyncDispose]();
      await database.drop();
    }
  return results;
}

interface Sender extends AsyncDisposable {
  send(
    load: Pick<Sends, 'callers' | 'conversations'>,
    messages: number,
  ): Promise<{ seconds: number; p50: number; p99: number }>;
}

async function startFrontdesk(url: string, { people, conversations }: MessagingData): Promise<Sender> {
  const server = await startServer({ databaseUrl: url, directory: '.', env: { LIMIT_SENDS_PER_SECOND: '100000000' } });
  const client = startHttpClient();
  const asks = conversations.map(({ id, sender }) => ({
    authorization: `Bearer ${people[sender]?.token}`,
    body: JSON.stringify({
      query: document,
      variables: { id: globalId('Conversation', id), body: 'Message {n}', name: 'bench-{n}' },
    }),
  }));
  return {
    send: ({ callers, conversations: count }, requests) =>
      client.run({ port: server.port, asks: asks.slice(0, count), callers, requests }),
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]();
      await server.stop();
    },
  };
}

async function startPrisma(databaseUrl: string, { people, conversations }: MessagingData): Promise<Sender> {
  const path = fileURLToPath(new URL('peers/prisma-sends.ts', import.meta.url));
  const withSenders = conversations.map(({ id, sender }) => ({ id, senderId: people[sender]?.id }));
  const start = async (count: number) => {
    const options = JSON.stringify({ databaseUrl, conversations: withSenders.slice(0, count) });
    const child = startNode(['--import', 'tsx', path, options], {
      core: cores.server,
      ipc: true,
      env: { NODE_ENV: 'production' },
    });
    await answerOf(child);
    return child;
  };
  const children = new Map([...new Set(cases.map((one) => one.conversations))].map((count) => [count, start(count)]));
  return {
    async send({ callers, conversations: count }, messages) {
      const child = await children.get(count);
      if (child === undefined) throw new Error('There is no such process.');
      child.send({ callers, messages });
      const { seconds } = await answerOf<{ seconds: number }>(child);
      // Nothing waits in a queue of its own here: what a call takes follows from how many there are at once.
      const each = (seconds * 1_000 * callers) / messages;
      return { seconds, p50: each, p99: Number.NaN };
    },
    async [Symbol.asyncDispose]() {
      for (const child of children.values()) await stop(await child, 'SIGKILL');
    },
  };
}

export function sendingGoals(results: readonly Sends[]): Goal[] {
  const rates = (target: Sends['target'], callers: number, conversations: number) =>
    results.find((one) => one.target === target && one.callers === callers && one.conversations === conversations)
      ?.perSecond ?? [];
  const ratio = (callers: number) =>
    medianRatio(rates('Frontdesk', callers, many), rates('Prisma transaction', callers, many));
  const hot = (callers: number) => medianRatio(rates('Frontdesk', callers, 1), rates('Frontdesk', callers, many));
  return [
    { what: 'messages a second, 16 callers: times those of a Prisma transaction', value: ratio(16), least: 3 },
    { what: 'messages a second, 256 callers: times those of a Prisma transaction', value: ratio(256), least: 6 },
    { what: 'one hot conversation beside many, 16 callers', value: hot(16), least: 0.5 },
    { what: 'one hot conversation beside many, 256 callers', value: hot(256), least: 0.5 },
  ];
}

export function sendingTable(results: readonly Sends[]): string {
  const rows = results.map(({ target, callers, conversations, perSecond, p50, p99 }) => {
    const [least, most] = [Math.min(...perSecond), Math.max(...perSecond)].map(Math.round);
    const milliseconds = (values: number[]) => (Number.isNaN(median(values)) ? '' : median(values).toFixed(1));
    const to = conversations === 1 ? 'one hot conversation' : `${conversations} conversations`;
    return `| ${target} | ${to} | ${callers} | ${Math.round(median(perSecond))} (${least}–${most}) | ${milliseconds(p50)} | ${milliseconds(p99)} |`;
  });
  return [
    '### Sending messages (`sending`)',
    '',
    `Frontdesk: \`sendMessage\` over HTTP, with token, rights, idempotency, watermarks and events. The transaction does the same writes without any of HTTP. Each conversation has ${earlier} messages before.`,
    '',
    '| server | to | callers | messages/s | p50 ms | p99 ms |',
    '|--|--|--|--|--|--|',
    ...rows,
    '',
    goalsTable(sendingGoals(results)),
  ].join('\n');
}
