import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { inject } from 'vitest';
import type { AppOptions } from '../../src/app.js';

declare module 'vitest' {
  interface ProvidedContext {
    engine: 'embedded' | 'postgresql';
    /** A dump of an embedded database without anything in it. */
    embeddedEmpty: string;
    /** A dump of a migrated embedded database. */
    embeddedTemplate: string;
    /** A server that the tests may make databases on; `frontdesk_template` there is migrated. */
    postgresqlUrl: string;
  }
}

export interface TestDatabase {
  env: Record<string, string>;
  options: AppOptions;
  drop(): Promise<void>;
}

/** A database that nobody else uses, migrated and empty. */
export function newDatabase(engine: 'embedded' | 'postgresql'): Promise<TestDatabase> {
  return engine === 'embedded' ? embedded() : postgresql();
}

async function embedded(): Promise<TestDatabase> {
  const template = new Blob([await readFile(inject('embeddedTemplate'))]);
  return { env: {}, options: { inMemory: { template } }, drop: async () => {} };
}

async function postgresql(): Promise<TestDatabase> {
  const server = inject('postgresqlUrl');
  const name = `frontdesk_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE frontdesk_template`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    env: { DATABASE_URL: url.href, DATABASE_POOL: '8' },
    options: {},
    drop: () => onServer(server, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

export async function onServer(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
