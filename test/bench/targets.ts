import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Handshake, Publish } from './load/plan.js';
import { signToken } from './peers/token.js';
import { cores, startNode, stop } from './processes.js';

export interface Wanted {
  streams: number;
  compressed: boolean;
  /** No two subscribers may share an execution. */
  unshared: boolean;
  redisUrl: string | null;
  /** A PostgreSQL to make a database on. Null: the embedded one. */
  postgresqlUrl: string | null;
}

export interface Running {
  /** Whose CPU and memory are measured. */
  pid: number;
  port: number;
  tokens: string[];
  subscribe: string[];
  /** Where the events are published: on the same node, or on another one when there is Redis between them. */
  publish: Publish;
  stop(): Promise<void>;
}

export interface Target {
  name: string;
  handshake: Handshake;
  start(wanted: Wanted): Promise<Running>;
}

const document =
  'subscription Feed{i}($id: ID!) { propertyEvents(propertyId: $id) { __typename id cursor occurredAt text } }';
const graphqlSubscribe = (stream: string, { unshared }: Wanted) =>
  JSON.stringify({
    id: '1',
    type: 'subscribe',
    payload: { query: unshared ? document : document.replace('{i}', ''), variables: { id: stream } },
  });

const peer = (
  name: string,
  handshake: Handshake,
  subscribe: (stream: string, wanted: Wanted) => string,
  file: string,
  ...args: string[]
): Target => ({
  name,
  handshake,
  async start(wanted) {
    const start = () => startPeer(file, { compressed: wanted.compressed, redis: wanted.redisUrl, port: 0 }, args);
    // With Redis, one node takes the events in and another delivers them.
    const nodes = await Promise.all(wanted.redisUrl === null ? [start()] : [start(), start()]);
    const [delivering, publishing] = [nodes[0], nodes.at(-1)];
    if (delivering === undefined || publishing === undefined) throw new Error('The peer did not start.');
    const streams = Array.from({ length: wanted.streams }, (_, index) => `stream-${index}`);
    return {
      pid: delivering.pid,
      port: delivering.port,
      tokens: [signToken('ana')],
      subscribe: streams.map((stream) => subscribe(stream, wanted)),
      publish: { port: publishing.port, path: '/publish?stream={stream}', headers: {}, bodies: streams.map(() => '') },
      stop: async () => {
        await Promise.all(nodes.map((node) => node.stop()));
      },
    };
  },
});

async function startPeer(file: string, options: object, args: string[]) {
  const path = fileURLToPath(new URL(`peers/${file}.ts`, import.meta.url));
  const child = startNode(['--import', 'tsx', '--expose-gc', path, JSON.stringify(options), ...args], {
    env: { NODE_ENV: 'production' },
    core: cores.server,
    ipc: true,
  });
  const [{ port }] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error(`${file} did not start.`);
    }),
  ])) as [{ port: number }];
  return { pid: child.pid ?? 0, port, stop: () => stop(child, 'SIGKILL') };
}

const rawSubscribe = (stream: string) => JSON.stringify({ type: 'subscribe', stream });

export const peers: readonly Target[] = [
  peer('raw ws, best', 'raw', rawSubscribe, 'raw-ws', 'best'),
  peer('raw ws.send', 'raw', rawSubscribe, 'raw-ws'),
  peer('Socket.IO', 'socket.io', (stream) => `42${JSON.stringify(['subscribe', stream])}`, 'socket-io'),
  peer('naive graphql-ws', 'graphql', graphqlSubscribe, 'graphql-ws'),
  peer('Mercurius', 'graphql', graphqlSubscribe, 'mercurius'),
  peer('Yoga, naive', 'graphql', graphqlSubscribe, 'yoga'),
];
