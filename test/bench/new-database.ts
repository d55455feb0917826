import { randomUUID } from 'node:crypto';
import { type App, createApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { onServer } from '../support/database.js';

/** So many nodes on a database of their own, as in production. */
export async function onNewDatabase(
  postgresqlUrl: string,
  count: number,
  work: (nodes: App[]) => Promise<void>,
): Promise<void> {
  const name = `bench_${randomUUID().replaceAll('-', '')}`;
  await onServer(postgresqlUrl, `CREATE DATABASE ${name}`);
  const url = new URL(postgresqlUrl);
  url.pathname = `/${name}`;
  const config = readConfig({
    DATABASE_URL: url.href,
    LOG_LEVEL: 'silent',
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://desk.example',
    AUTH_SECRET: 'a secret of thirty-two characters and more',
    LIMIT_EXECUTION_MS: '60000',
  });
  const nodes: App[] = [];
  try {
    while (nodes.length < count) nodes.push(await createApp(config));
    await work(nodes);
  } finally {
    for (const node of nodes) await node.close();
    await onServer(postgresqlUrl, `DROP DATABASE ${name} WITH (FORCE)`);
  }
}
