import { execFile, execFileSync } from 'node:child_process';
import { chownSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/database/client.js';
import { migrate } from '../../src/database/migrate.js';
import { onServer } from './database.js';

const run = promisify(execFile);

/** The directory of PostgreSQL's programs on this machine, newest first, if there is one. */
export function postgresqlPrograms(): string | undefined {
  for (const base of ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt']) {
    try {
      const versions = readdirSync(base).filter((name) => /^(postgresql@)?\d+$/.test(name));
      const newest = versions.sort((a, b) => Number(a.replace(/\D/g, '')) - Number(b.replace(/\D/g, ''))).at(-1);
      if (newest !== undefined) return join(base, newest, 'bin');
    } catch {
      // Not this kind of machine.
    }
  }
  return undefined;
}

/** Starts a PostgreSQL of our own in a temporary directory on a free port, with a migrated template database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const programs = postgresqlPrograms();
  if (programs === undefined)
    throw new Error('PostgreSQL is not installed: the config should have left this project out.');
  const directory = await mkdtemp(join(tmpdir(), 'frontdesk-postgresql-'));
  const port = await freePort();
  const as = unprivileged(directory);
  await run(
    join(programs, 'initdb'),
    ['-D', join(directory, 'data'), '-U', 'frontdesk', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    as,
  );
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200`;
  await run(
    join(programs, 'pg_ctl'),
    ['-D', join(directory, 'data'), '-w', '-l', join(directory, 'log'), '-o', options, 'start'],
    as,
  );
  const url = `postgresql://frontdesk@127.0.0.1:${port}/postgres`;
  await onServer(url, 'CREATE DATABASE frontdesk_template');
  const template = await openDatabase({
    url: url.replace(/postgres$/, 'frontdesk_template'),
    dataDir: null,
    statementTimeoutMs: 60_000,
    poolSize: 2,
  });
  await migrate(template);
  await template.close();
  project.provide('engine', 'postgresql');
  project.provide('postgresqlUrl', url);
  return async () => {
    await run(join(programs, 'pg_ctl'), ['-D', join(directory, 'data'), '-m', 'immediate', 'stop'], as);
    await rm(directory, { recursive: true });
  };
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
