import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { freePort, type PostgresqlServer, startPostgresql } from '../support/postgresql-server.js';
import { type RedisServer, startRedis } from '../support/redis-server.js';
import { Link } from './link.js';
import { NodeProcess } from './node-process.js';

const raised = [
  ...['SOCKETS_PER_USER', 'SOCKETS_PER_ADDRESS', 'SIGN_INS', 'USER_COST', 'USER_COST_PER_SECOND'],
  ...['ANONYMOUS_COST', 'ANONYMOUS_COST_PER_SECOND'],
];

/** Three nodes, Redis, PostgreSQL and the link that leads to them: started for this run, ended with it. */
export class Cluster implements AsyncDisposable {
  private constructor(
    readonly postgresql: PostgresqlServer,
    readonly redis: RedisServer,
    readonly nodes: readonly [NodeProcess, ...NodeProcess[]],
    readonly link: Link,
    readonly databaseUrl: string,
  ) {}

  static async start(seed: number): Promise<Cluster> {
    const [postgresql, redis] = [await startPostgresql(), await startRedis()];
    const databaseUrl = postgresql.url.replace(/postgres$/, 'frontdesk');
    await query(postgresql.url, 'CREATE DATABASE frontdesk');
    const env = {
      ...Object.fromEntries(raised.map((name) => [`LIMIT_${name}`, '100000000'])),
      DATABASE_URL: databaseUrl,
      REDIS_URL: redis.url,
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://desk.example',
      AUTH_SECRET: randomBytes(32).toString('hex'),
      LOG_LEVEL: 'fatal',
      HOST: '127.0.0.1',
    };
    const ports = [await freePort(), await freePort(), await freePort()] as const;
    const nodes = [
      new NodeProcess(ports[0], env),
      new NodeProcess(ports[1], env),
      new NodeProcess(ports[2], env),
    ] as const;
    // All at once: they must agree on who migrates.
    await Promise.all(nodes.map((node) => node.start()));
    return new Cluster(postgresql, redis, nodes, await Link.open(ports, seed), databaseUrl);
  }

  query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return query(this.databaseUrl, text, values);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.link.close();
    await Promise.all(this.nodes.map((node) => node.end('SIGKILL')));
    await this.redis.close();
    await this.postgresql.close();
  }
}

async function query<Row extends object>(url: string, text: string, values: readonly unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // What kills the connection is told by the query.
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end().catch(() => {});
  }
}
