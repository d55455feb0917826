import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { onServer } from '../support/database.js';
import { freePort } from '../support/postgresql-server.js';
import { cores, startNode, stop } from './processes.js';
import type { Target, Wanted } from './targets.js';

// What is measured is what is shipped: dist/main.js, its limits raised to what one machine with one address needs.

const limits = Object.fromEntries(
  [
    ...['SOCKETS_PER_USER', 'SOCKETS_PER_ADDRESS', 'SIGN_INS', 'USER_COST', 'USER_COST_PER_SECOND'],
    ...['ANONYMOUS_COST', 'ANONYMOUS_COST_PER_SECOND'],
  ].map((name) => [`LIMIT_${name}`, '100000000']),
);

const document =
  'subscription Feed{i}($id: ID!) { propertyEvents(propertyId: $id) { __typename id cursor occurredAt ' +
  '... on PropertyUpdated { property { id name description } } } }';
const write = `mutation Write($id: ID!, $name: String!) {
  updateProperty(input: { id: $id, name: $name }) { userErrors { code message } }
}`;

export const frontdesk: Target = {
  name: 'Frontdesk',
  handshake: 'graphql',
  async start(wanted) {
    const directory = await mkdtemp(join(tmpdir(), 'frontdesk-bench-'));
    const database = await newDatabase(wanted.postgresqlUrl);
    const nodes = [await startServer(wanted, database.env, directory)];
    // With Redis, one node takes the writes in and another delivers them.
    if (wanted.redisUrl !== null) nodes.push(await startServer(wanted, database.env, directory));
    const [delivering, writing] = [nodes[0], nodes.at(-1)];
    if (delivering === undefined || writing === undefined) throw new Error('The server did not start.');
    const { token, properties } = await anOwner(writing.port, wanted.streams);
    return {
      pid: delivering.pid,
      port: delivering.port,
      tokens: [token],
      subscribe: properties.map((id) =>
        JSON.stringify({
          id: '1',
          type: 'subscribe',
          payload: { query: wanted.unshared ? document : document.replace('{i}', ''), variables: { id } },
        }),
      ),
      publish: {
        port: writing.port,
        path: '/graphql',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        bodies: properties.map((id) => JSON.stringify({ query: write, variables: { id, name: 'Riverside {n}' } })),
      },
      async stop() {
        await Promise.all(nodes.map((node) => node.stop()));
        await database.drop();
        await rm(directory, { recursive: true, force: true });
      },
    };
  },
};

async function newDatabase(postgresqlUrl: string | null) {
  if (postgresqlUrl === null) return { env: {}, drop: async () => {} };
  const name = `bench_${randomUUID().replaceAll('-', '')}`;
  await onServer(postgresqlUrl, `CREATE DATABASE ${name}`);
  const url = new URL(postgresqlUrl);
  url.pathname = `/${name}`;
  return { env: { DATABASE_URL: url.href }, drop: () => onServer(postgresqlUrl, `DROP DATABASE ${name} WITH (FORCE)`) };
}

async function startServer(wanted: Wanted, database: Record<string, string>, directory: string) {
  const port = await freePort();
  const child = startNode(['dist/main.js'], {
    core: cores.server,
    env: {
      ...limits,
      ...database,
      ...(wanted.redisUrl !== null && { REDIS_URL: wanted.redisUrl }),
      ...(wanted.compressed && { COMPRESS_FROM_BYTES: '128' }),
      PORT: String(port),
      DATA_DIR: directory,
      NODE_ENV: 'production',
      AUTH_SECRET: 'a secret of the bench that is long enough',
      LOG_LEVEL: 'error',
      DEMO: '0',
    },
  });
  child.stdout?.resume();
  for (let attempt = 0; attempt < 400; attempt++) {
    if (child.exitCode !== null) throw new Error('Frontdesk did not start.');
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (ready?.ok) return { pid: child.pid ?? 0, port, stop: () => stop(child) };
    await later(50);
  }
  throw new Error('Frontdesk was not ready within 20 seconds.');
}

/** Somebody who owns all the properties, and so may read all their feeds. */
async function anOwner(port: number, streams: number): Promise<{ token: string; properties: string[] }> {
  const name = randomUUID().slice(0, 8);
  const { signUp } = await ask<{ signUp: { session: { accessToken: string } } }>(
    port,
    `mutation ($input: SignUpInput!) { signUp(input: $input) { session { accessToken } userErrors { message } } }`,
    { input: { email: `${name}@example.com`, name: 'Ana', password: 'correct horse battery' } },
  );
  const token = signUp.session.accessToken;
  const properties: string[] = [];
  while (properties.length < streams) {
    const { createProperty } = await ask<{ createProperty: { property: { id: string } } }>(
      port,
      `mutation ($input: CreatePropertyInput!) { createProperty(input: $input) { property { id } userErrors { message } } }`,
      {
        input: {
          name: 'Riverside',
          slug: `${name}-${properties.length}`,
          kind: 'HOTEL',
          timeZone: 'Asia/Seoul',
          currency: 'KRW',
          description: 'A quiet house by the river.',
        },
      },
      token,
    );
    properties.push(createProperty.property.id);
  }
  return { token, properties };
}

async function ask<Data>(port: number, query: string, variables: object, token?: string): Promise<Data> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Data | null; errors?: unknown };
  if (data === null || errors !== undefined) throw new Error(`Frontdesk answered ${JSON.stringify(errors)}.`);
  return data;
}
