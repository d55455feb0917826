import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cpuSeconds } from '../cpu.js';
import { fill, newDatabase, publishingTo, startServer, subscribing } from '../frontdesk.js';
import type { Publish } from '../load/plan.js';
import { LoadClient } from '../load-client.js';
import { type OfPostgresql, ofPostgresql } from './of-postgresql.js';

export interface Urls {
  readonly postgresqlUrl: string;
  readonly redisUrl: string;
}

/** CPU seconds that each has used until then. */
export interface Look {
  readonly at: number;
  readonly reader: number;
  readonly writer: number;
  readonly bystander: number;
  readonly database: number;
}

/** What is told apart, by its processes. */
export const parts = ['reader', 'writer', 'bystander', 'database'] as const;
export type Part = (typeof parts)[number];

/** Three nodes as in production: one has all the readers, one takes the writes in, one does neither. */
export interface ThreeNodes extends AsyncDisposable {
  readonly client: LoadClient;
  readonly readerPid: number;
  readonly postgresql: OfPostgresql;
  look(): Look;
  /** So many more sockets, spread over the first of the streams. */
  connect(sockets: number, streams: number): Promise<void>;
  publishTo(streams: number): Publish;
}

const preloaded = fileURLToPath(new URL('collect-garbage.cjs', import.meta.url));

export async function startThreeNodes({ postgresqlUrl, redisUrl }: Urls, streams: number): Promise<ThreeNodes> {
  const endings: Array<() => unknown> = [];
  const end = async () => {
    for (const ending of endings.toReversed()) await ending();
  };
  try {
    const directory = await mkdtemp(join(tmpdir(), 'frontdesk-capacity-'));
    endings.push(() => rm(directory, { recursive: true, force: true }));
    const database = await newDatabase(postgresqlUrl, directory);
    const { url: databaseUrl } = database;
    if (databaseUrl === undefined) throw new Error('It is measured on PostgreSQL.');
    endings.push(() => database.drop());
    const { token, key, properties } = await fill(databaseUrl, directory, streams);
    const start = async () => {
      const env = { NODE_OPTIONS: `--require "${preloaded}"` };
      const node = await startServer({ databaseUrl, directory, redisUrl, env });
      endings.push(() => node.stop());
      return node;
    };
    const [reader, writer, bystander] = [await start(), await start(), await start()];
    const postgresql = await ofPostgresql(databaseUrl);
    endings.push(() => postgresql[Symbol.asyncDispose]());
    const client = new LoadClient();
    endings.push(() => client.stop());
    return {
      client,
      readerPid: reader.pid,
      postgresql,
      look: () => ({
        at: performance.now() / 1_000,
        reader: cpuSeconds(reader.pid),
        writer: cpuSeconds(writer.pid),
        bystander: cpuSeconds(bystander.pid),
        database: postgresql.cpuSeconds(),
      }),
      async connect(sockets, ofStreams) {
        await client.connect({
          port: reader.port,
          handshake: 'graphql',
          compressed: false,
          tokens: [token],
          subscribe: properties.slice(0, ofStreams).map((id) => subscribing(id)),
          subscribers: sockets,
          opening: 50,
        });
      },
      publishTo: (ofStreams) => publishingTo(writer.port, key, properties.slice(0, ofStreams)),
      [Symbol.asyncDispose]: end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}
