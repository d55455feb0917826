import { execFile, execFileSync } from 'node:child_process';
import { chownSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/database/client.js';
import { migrate } from '../../src/database/migrate.js';
import { onServer } from './database.js';
import { postgresqlPrograms } from './programs.js';
import { makeQueueTables } from './queue-tables.js';

const run = promisify(execFile);

export interface PostgresqlServer {
  /** Its first database, as a superuser without a password. */
  readonly url: string;
  readonly port: number;
  /** Stops at once, as if the power went, and keeps the data for `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops and removes it. */
  close(): Promise<void>;
}

export interface PostgresqlOptions {
  /** Waits for the disk at each commit, as a real one does. Off by default: tests throw the data away. */
  fsync?: boolean;
  /** What clients must know. Without one, everybody may in. */
  password?: string;
}

/** A PostgreSQL of our own in a temporary directory, on a free port. */
export async function startPostgresql(options: PostgresqlOptions = {}): Promise<PostgresqlServer> {
  const programs = postgresqlPrograms();
  if (programs === undefined) throw new Error('PostgreSQL is not installed here.');
  const directory = await mkdtemp(join(tmpdir(), 'frontdesk-postgresql-'));
  const as = unprivileged(directory);
  const data = join(directory, 'data');
  const auth = await authentication(directory, options.password);
  await run(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'frontdesk', ...auth, '-E', 'UTF8', '--locale=C', '--no-sync'],
    as,
  );
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: "''",
    max_connections: '200',
    fsync: options.fsync === true ? 'on' : 'off',
  };
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const control = (...args: string[]) => run(join(programs, 'pg_ctl'), ['-D', data, ...args], as);
  const start = async () => {
    await control('-w', '-t', '30', '-l', join(directory, 'log'), '-o', `-p ${port} ${flags.join(' ')}`, 'start');
  };
  const stop = async () => void (await control('-m', 'immediate', 'stop'));
  await start();
  return {
    url: `postgresql://frontdesk@127.0.0.1:${port}/postgres`,
    port,
    start,
    stop,
    async close() {
      // It may have been stopped by the test.
      await stop().catch(() => {});
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function authentication(directory: string, password: string | undefined): Promise<string[]> {
  if (password === undefined) return ['-A', 'trust'];
  const file = join(directory, 'password');
  await writeFile(file, password, { mode: 0o644 });
  return ['-A', 'scram-sha-256', '--pwfile', file];
}

/** For a whole run: one server, with a migrated database that each test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgresql();
  await onServer(server.url, 'CREATE DATABASE frontdesk_template');
  const template = await openDatabase({
    url: server.url.replace(/postgres$/, 'frontdesk_template'),
    dataDir: null,
    statementTimeoutMs: 60_000,
    poolSize: 2,
  });
  await migrate(template);
  await makeQueueTables(template);
  await template.close();
  project.provide('engine', 'postgresql');
  project.provide('postgresqlUrl', server.url);
  return () => server.close();
}

/** PostgreSQL refuses to run as root: then it runs as its own user. */
function unprivileged(directory: string): { uid?: number; gid?: number; cwd: string } {
  if (process.getuid?.() !== 0) return { cwd: directory };
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  const user = { uid: id('-u'), gid: id('-g') };
  chownSync(directory, user.uid, user.gid);
  return { ...user, cwd: directory };
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
