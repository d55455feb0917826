import { fileURLToPath } from 'node:url';
import { globalId } from '../support/global-id.js';
import { cpuSeconds } from './cpu.js';
import { newDatabase, secret, startServer } from './frontdesk.js';
import { answerOf, startHttpClient } from './http-load.js';
import { fillMessaging } from './messaging-data.js';
import { cores, startNode, stop } from './processes.js';
import { type Goal, goalsTable, median } from './report.js';

/** A page of 50 messages with their senders over HTTP, from PostgreSQL: what a request costs the server. */
export interface Reads {
  target: string;
  /** Milliseconds of CPU a request. */
  cpu: number[];
  perSecond: number[];
  p50: number[];
  p99: number[];
}

const peers = {
  'Yoga, Pothos, Prisma': 'read-yoga',
  'Apollo Server': 'read-apollo',
  Mercurius: 'read-mercurius',
} as const;
type Peer = keyof typeof peers;
const us = 'Frontdesk';
const callers = 16;

const document = `query Page($id: ID!) {
  conversation(id: $id) {
    id subject lastSequence
    messages(last: 50) {
      nodes { id sequence body createdAt senderKind sender { id name } }
      pageInfo { hasPreviousPage startCursor }
    }
  }
}`;

export async function measureReads(
  postgresqlUrl: string,
  { rounds, each, only }: { rounds: number; each: number; only: readonly string[] | undefined },
): Promise<Reads[]> {
  const names = [us, ...Object.keys(peers)].filter((name) => only?.includes(name) ?? true);
  const results = names.map((target): Reads => ({ target, cpu: [], perSecond: [], p50: [], p99: [] }));
  const database = await newDatabase(postgresqlUrl, '');
  const url = database.url ?? '';
  try {
    const { people, conversations } = await fillMessaging(url, { conversations: 200, people: 20, messages: 200 });
    const asks = conversations.map(({ id, sender }) => ({
      authorization: `Bearer ${people[sender]?.token}`,
      body: JSON.stringify({ query: document, variables: { id: globalId('Conversation', id) } }),
    }));
    for (let round = 1; round <= rounds; round++)
      for (const [index] of results.entries()) {
        const result = results[(index + round) % results.length];
        if (result === undefined) continue;
        const server =
          result.target === us
            ? await startServer({ databaseUrl: url, directory: '.' })
            : await startPeer(peers[result.target as Peer], url);
        await using client = startHttpClient();
        try {
          const load = { port: server.port, asks, callers };
          await client.run({ ...load, requests: each });
          const before = cpuSeconds(server.pid);
          const { seconds, p50, p99 } = await client.run({ ...load, requests: each });
          const cpu = ((cpuSeconds(server.pid) - before) / each) * 1_000;
          result.cpu.push(cpu);
          result.perSecond.push(each / seconds);
          result.p50.push(p50);
          result.p99.push(p99);
          console.log(
            `reading ${round}/${rounds} ${result.target}: ${cpu.toFixed(3)} ms CPU, ${Math.round(each / seconds)} a second`,
          );
        } finally {
          await server.stop();
        }
      }
    return results;
  } finally {
    await database.drop();
  }
}

async function startPeer(file: string, databaseUrl: string) {
  const path = fileURLToPath(new URL(`peers/${file}.ts`, import.meta.url));
  const child = startNode(['--import', 'tsx', path, JSON.stringify({ databaseUrl, secret })], {
    core: cores.server,
    ipc: true,
    env: { NODE_ENV: 'production' },
  });
  const { port } = await answerOf<{ port: number }>(child);
  return { pid: child.pid ?? 0, port, stop: () => stop(child, 'SIGKILL') };
}

export function readingGoals(results: readonly Reads[]): Goal[] {
  const cpu = (name: string) => median(results.find(({ target }) => target === name)?.cpu ?? []);
  const goal = (name: Peer, most: number): Goal => ({
    what: `CPU of a page of 50 messages: times that of ${name}`,
    value: cpu(us) / cpu(name),
    most,
  });
  return [goal('Yoga, Pothos, Prisma', 0.7), goal('Apollo Server', 1), goal('Mercurius', 1)];
}

export function readingTable(results: readonly Reads[]): string {
  const rows = results.map(({ target, cpu, perSecond, p50, p99 }) => {
    const [least, most] = [Math.min(...cpu), Math.max(...cpu)].map((value) => value.toFixed(2));
    return `| ${target} | ${median(cpu).toFixed(2)} (${least}–${most}) | ${Math.round(median(perSecond))} | ${median(p50).toFixed(1)} | ${median(p99).toFixed(1)} |`;
  });
  return [
    '### A page of 50 messages with their senders (`reading`)',
    '',
    `Over HTTP, ${callers} callers, from PostgreSQL. All check the token and the session, and whether the conversation may be read; the peers share one schema and its resolvers.`,
    '',
    '| server | CPU ms / request | requests/s | p50 ms | p99 ms |',
    '|--|--|--|--|--|',
    ...rows,
    '',
    goalsTable(readingGoals(results)),
  ].join('\n');
}
