import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { newSecret, serviceKeyPrefix } from '../../src/accounts/tokens.js';
import { readConfig } from '../../src/config.js';
import { openDatabase } from '../../src/database/client.js';
import { migrate } from '../../src/database/migrate.js';
import { onServer } from '../support/database.js';
import { aMember, aProperty, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { freePort } from '../support/postgresql-server.js';
import type { Publish } from './load/plan.js';
import { cores, startNode, stop } from './processes.js';
import type { Target } from './targets.js';

// What is measured is what is shipped: dist/main.js, its limits raised to what one machine with one address needs.

const limits = Object.fromEntries(
  [
    ...['SOCKETS_PER_USER', 'SOCKETS_PER_ADDRESS', 'SIGN_INS', 'USER_COST', 'USER_COST_PER_SECOND'],
    ...['ANONYMOUS_COST', 'ANONYMOUS_COST_PER_SECOND'],
  ].map((name) => [`LIMIT_${name}`, '100000000']),
);

export const secret = 'a secret of the bench that is long enough';

const document =
  'subscription Feed{i}($id: ID!) { propertyEvents(propertyId: $id) { __typename id cursor occurredAt ' +
  '... on EventTriggered { name data } } }';
// So long that a frame has as many bytes as those of the peers.
const text = 'Something that is worth';
const trigger = `mutation Trigger($id: ID!, $data: JSON) {
  triggerEvent(input: { name: "room.changed", data: $data, propertyIds: [$id] }) { userErrors { code message } }
}`;

export const frontdesk: Target = {
  name: 'Frontdesk',
  handshake: 'graphql',
  async start(wanted) {
    const directory = await mkdtemp(join(tmpdir(), 'frontdesk-bench-'));
    const database = await newDatabase(wanted.postgresqlUrl, directory);
    const { token, key, properties } = await fill(database.url, directory, wanted.streams);
    const nodes = [await startServer({ ...wanted, databaseUrl: database.url, directory })];
    // With Redis, one node takes the writes in and another delivers them.
    if (wanted.redisUrl !== null) nodes.push(await startServer({ ...wanted, databaseUrl: database.url, directory }));
    const [delivering, writing] = [nodes[0], nodes.at(-1)];
    if (delivering === undefined || writing === undefined) throw new Error('The server did not start.');
    return {
      pid: delivering.pid,
      port: delivering.port,
      tokens: [token],
      subscribe: properties.map((id) => subscribing(id, wanted.unshared)),
      publish: publishingTo(writing.port, key, properties),
      async stop() {
        await Promise.all(nodes.map((node) => node.stop()));
        await database.drop();
        await rm(directory, { recursive: true, force: true });
      },
    };
  },
};

/** The subscribe message for that property. `unshared`: no two of them are in one group. */
export const subscribing = (id: string, unshared = false): string =>
  JSON.stringify({
    id: '1',
    type: 'subscribe',
    payload: { query: unshared ? document : document.replace('{i}', ''), variables: { id } },
  });

export const publishingTo = (port: number, key: string, properties: readonly string[]): Publish => ({
  port,
  path: '/graphql',
  headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
  bodies: properties.map((id) => JSON.stringify({ query: trigger, variables: { id, data: `{n} ${text}` } })),
});

export async function newDatabase(postgresqlUrl: string | null, directory: string) {
  if (postgresqlUrl === null) return { url: undefined, drop: () => rm(directory, { recursive: true, force: true }) };
  const name = `bench_${randomUUID().replaceAll('-', '')}`;
  await onServer(postgresqlUrl, `CREATE DATABASE ${name}`);
  const url = new URL(postgresqlUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(postgresqlUrl, `DROP DATABASE ${name} WITH (FORCE)`) };
}

/** Somebody who works at all the properties, and so may read all their feeds; and a program that may send to them. */
export async function fill(url: string | undefined, dataDir: string, streams: number) {
  const config = readConfig({ AUTH_SECRET: secret });
  const { limits, databasePool: poolSize } = config;
  const database = await openDatabase({ url, dataDir, statementTimeoutMs: limits.LIMIT_EXECUTION_MS, poolSize });
  try {
    await migrate(database);
    const user = await aUser({ database });
    const properties: string[] = [];
    while (properties.length < streams) {
      const property = await aProperty({ database });
      await aMember({ database }, property, 'STAFF', user);
      properties.push(globalId('Property', property.id));
    }
    const { secret: key, hash } = newSecret(serviceKeyPrefix);
    const data = { name: 'Bench', prefix: key.slice(0, 12), hash, scopes: ['events:trigger'], propertyId: null };
    await database.prisma.serviceKey.create({ data });
    return { token: await signedIn({ database, config }, user), key, properties };
  } finally {
    await database.close();
  }
}

interface ServerOptions {
  databaseUrl: string | undefined;
  directory: string;
  redisUrl?: string | null;
  compressed?: boolean;
  env?: Record<string, string>;
}

/** What is shipped, as it is started in production. */
export async function startServer({
  databaseUrl,
  directory,
  redisUrl = null,
  compressed = false,
  env = {},
}: ServerOptions) {
  const port = await freePort();
  const child = startNode(['dist/main.js'], {
    core: cores.server,
    env: {
      ...limits,
      ...env,
      ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
      ...(redisUrl !== null && { REDIS_URL: redisUrl }),
      ...(compressed && { COMPRESS_FROM_BYTES: '128' }),
      PORT: String(port),
      DATA_DIR: directory,
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://desk.example',
      AUTH_SECRET: secret,
      LOG_LEVEL: 'error',
      DEMO: '0',
    },
  });
  child.stdout?.resume();
  for (let attempt = 0; attempt < 2_400; attempt++) {
    if (child.exitCode !== null) throw new Error('Frontdesk did not start.');
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (ready?.ok) return { pid: child.pid ?? 0, port, stop: () => stop(child) };
    await later(50);
  }
  await stop(child);
  throw new Error('Frontdesk was not ready within two minutes.');
}
