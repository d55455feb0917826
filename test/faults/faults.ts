import { createConnection } from 'node:net';
import { setTimeout as later } from 'node:timers/promises';
import type { Cluster } from './cluster.js';
import type { Random } from './random.js';

/** Something that goes wrong, and is right again when the promise resolves. */
export interface Fault {
  readonly name: string;
  happen(cluster: Cluster, random: Random): Promise<void>;
}

const seconds = (random: Random, least: number, most: number) => later(random.between(least, most) * 1_000);

/** In turn, in an order that the seed decides: a run of thirty has each of them at least twice. */
export const faults: readonly [Fault, ...Fault[]] = [
  {
    name: 'kill -9 of a node',
    async happen({ nodes }, random) {
      const node = random.pick(nodes);
      await node.end('SIGKILL');
      await seconds(random, 0, 1);
      await node.start();
    },
  },
  {
    name: 'a node stands still',
    async happen({ nodes }, random) {
      const node = random.pick(nodes);
      node.signal('SIGSTOP');
      await seconds(random, 0.5, 3);
      node.signal('SIGCONT');
    },
  },
  {
    name: 'rolling deploy',
    async happen({ nodes }) {
      for (const node of nodes) {
        await node.end('SIGTERM');
        await node.start();
      }
    },
  },
  {
    name: 'Redis dies and comes back empty',
    async happen({ redis }, random) {
      await redis.kill();
      await seconds(random, 0.2, 2);
      await redis.start();
    },
  },
  {
    name: 'Redis stands still',
    async happen({ redis }, random) {
      redis.pause();
      await seconds(random, 0.5, 3);
      redis.resume();
    },
  },
  {
    name: 'connections to Redis are killed',
    async happen({ redis }) {
      await command(redis.port, 'CLIENT KILL TYPE pubsub');
      await command(redis.port, 'CLIENT KILL TYPE normal');
    },
  },
  {
    name: 'connections to the database are killed',
    async happen(cluster) {
      await cluster.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'frontdesk'`,
      );
    },
  },
  {
    name: 'the database crashes',
    async happen({ postgresql }, random) {
      await postgresql.stop();
      await seconds(random, 0, 1);
      await postgresql.start();
    },
  },
  {
    name: 'all links are cut',
    async happen({ link }) {
      link.cut(1);
    },
  },
  {
    name: 'some links are cut, again and again',
    async happen({ link }, random) {
      for (let time = 0; time < 10; time++) {
        link.cut(0.3);
        await seconds(random, 0, 0.2);
      }
    },
  },
  {
    name: 'links are half-open',
    async happen({ link }, random) {
      link.goDeaf();
      await seconds(random, 0.5, 2);
      link.hearAgain();
    },
  },
  {
    name: 'links are slow',
    async happen({ link }, random) {
      link.slow(random.between(50, 300));
      await seconds(random, 0.5, 2);
      link.slow(0);
    },
  },
];

/** The faults of one run: each kind once before any comes again. */
export function schedule(count: number, random: Random): Fault[] {
  const planned: Fault[] = [];
  while (planned.length < count)
    planned.push(
      ...faults
        .map((fault) => ({ fault, at: random.next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ fault }) => fault),
    );
  return planned.slice(0, count);
}

function command(port: number, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1', () => socket.write(`${text}\r\n`));
    // It may be this very connection that is killed.
    socket.once('data', () => socket.destroy());
    socket.once('close', () => resolve());
    socket.once('error', reject);
  });
}
