import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { cpuSeconds, residentBytes } from '../cpu.js';
import { fill, newDatabase, publishingTo, startServer, subscribing } from '../frontdesk.js';
import { LoadClient } from '../load-client.js';
import { ofPostgresql } from './of-postgresql.js';

export interface Case {
  readonly subscribers: number;
  readonly streams: number;
  readonly events: number;
  /** Seconds of looking on while nothing happens: some pings, and many ticks of the clock. */
  readonly quietSeconds: number;
}

/** What was used in it: CPU seconds, and bytes. */
export interface Used extends Case {
  readonly socketBytes: number;
  /** To take one client in. */
  readonly connect: number;
  /** Each second, while nothing happens. */
  readonly quietReader: number;
  readonly quietDatabase: number;
  /** For an event, above what is used while nothing happens. */
  readonly reader: number;
  readonly writer: number;
  readonly bystander: number;
  readonly database: number;
  readonly frameBytes: number;
  readonly eventBytes: number;
  readonly walBytes: number;
}

/**
 * Three nodes as in production: one has all the readers, one takes the writes in, one does neither. What each of them and
 * PostgreSQL uses is told apart by their processes.
 */
export async function measureCase(wanted: Case, services: { postgresqlUrl: string; redisUrl: string }): Promise<Used> {
  const directory = await mkdtemp(join(tmpdir(), 'frontdesk-capacity-'));
  const database = await newDatabase(services.postgresqlUrl, directory);
  if (database.url === undefined) throw new Error('It is measured on PostgreSQL.');
  const { token, key, properties } = await fill(database.url, directory, wanted.streams);
  const nodes: Array<Awaited<ReturnType<typeof startServer>>> = [];
  const start = async () => {
    const node = await startServer({ databaseUrl: database.url, directory, redisUrl: services.redisUrl });
    nodes.push(node);
    return node;
  };
  const client = new LoadClient();
  const postgresql = await ofPostgresql(database.url);
  try {
    const [reader, writer, bystander] = [await start(), await start(), await start()];
    const now = () => ({
      at: performance.now() / 1_000,
      reader: cpuSeconds(reader.pid),
      writer: cpuSeconds(writer.pid),
      bystander: cpuSeconds(bystander.pid),
      database: postgresql.cpuSeconds(),
    });
    const connect = (subscribers: number) =>
      client.connect({
        port: reader.port,
        handshake: 'graphql',
        compressed: false,
        tokens: [token],
        subscribe: properties.map((id) => subscribing(id)),
        subscribers,
        opening: 50,
      });
    // The first of them compile what all others use.
    const first = Math.min(500, Math.floor(wanted.subscribers / 2));
    await connect(first);
    const [bytes, before] = [await settled(reader.pid), cpuSeconds(reader.pid)];
    await connect(wanted.subscribers - first);
    const connecting = (cpuSeconds(reader.pid) - before) / (wanted.subscribers - first);
    const socketBytes = ((await settled(reader.pid)) - bytes) / (wanted.subscribers - first);

    const quiet = now();
    await later(wanted.quietSeconds * 1_000);
    const quietAfter = now();
    const aSecond = (name: 'reader' | 'writer' | 'bystander' | 'database') =>
      (quietAfter[name] - quiet[name]) / (quietAfter.at - quiet.at);

    let begun = now();
    let [wal, log] = [0, 0];
    const looking = { done: Promise.resolve() };
    const measured = await client.measure(
      {
        publish: publishingTo(writer.port, key, properties),
        events: wanted.events,
        // As many deliveries whatever the number of readers, and enough events that what is compiled late is compiled.
        warmUp: Math.min(400, Math.max(40, Math.ceil(200_000 / (wanted.subscribers / wanted.streams)))),
        inFlight: 1,
      },
      () => {
        begun = now();
        looking.done = Promise.all([postgresql.walBytes(), postgresql.logBytes()]).then(([first, second]) => {
          [wal, log] = [first, second];
        });
      },
    );
    const ended = now();
    await looking.done;
    const forEvent = (name: 'reader' | 'writer' | 'bystander' | 'database') =>
      Math.max(0, ended[name] - begun[name] - aSecond(name) * (ended.at - begun.at)) / wanted.events;
    return {
      ...wanted,
      socketBytes,
      connect: connecting,
      quietReader: aSecond('reader'),
      quietDatabase: aSecond('database'),
      reader: forEvent('reader'),
      writer: forEvent('writer'),
      bystander: forEvent('bystander'),
      database: forEvent('database'),
      frameBytes: measured.frameBytes,
      eventBytes: ((await postgresql.logBytes()) - log) / wanted.events,
      walBytes: ((await postgresql.walBytes()) - wal) / wanted.events,
    };
  } finally {
    await client.stop();
    // Before its database is gone.
    await postgresql[Symbol.asyncDispose]();
    await Promise.all(nodes.map((node) => node.stop()));
    await database.drop();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Once garbage is collected and handshakes are forgotten: the least of some looks. */
async function settled(pid: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let look = 0; look < 10; look++) {
    await later(200);
    least = Math.min(least, residentBytes(pid));
  }
  return least;
}
