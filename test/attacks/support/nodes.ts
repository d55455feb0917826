import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { freePort } from '../../support/postgresql-server.js';

export interface Node {
  readonly url: string;
  readonly pid: number;
  /** Everything that it writes. */
  readonly log: string;
  stop(): Promise<void>;
}

export const secrets = {
  auth: 'the-secret-of-the-attacks-and-of-nothing-else',
  telegram: 'the secret of the webhook',
  stripe: 'whsec_of_the_tests_and_nothing_else',
};

const raised = [
  ...['SOCKETS_PER_USER', 'SOCKETS_PER_ADDRESS', 'SIGN_INS', 'USER_COST', 'USER_COST_PER_SECOND'],
  ...['ANONYMOUS_COST', 'ANONYMOUS_COST_PER_SECOND', 'SENDS_PER_SECOND'],
];

/**
 * Rates let everything through, and a machine that is busy with attacks may take its time. All other limits stay. What can
 * be compressed is: only then is there anything to inflate.
 */
export const withoutRates = {
  NODE_ENV: 'development',
  LIMIT_EXECUTION_MS: '30000',
  LIMIT_SOCKET_INIT_MS: '20000',
  COMPRESS_FROM_BYTES: '1024',
  ...Object.fromEntries(raised.map((name) => [`LIMIT_${name}`, '100000000'])),
};

/** As the README says how to run it. */
export const inProduction = { NODE_ENV: 'production', PUBLIC_URL: 'https://desk.example' };

/** What users start, and the console. */
export const build = () => execFileSync('npx', ['tsx', 'build.ts', '--stale'], { stdio: 'inherit' });

/** Starts dist/main.js as users do and waits until it is ready. Nothing of the environment of the tests is passed on. */
export async function startNode(directory: string, name: string, env: Record<string, string>): Promise<Node> {
  const log = join(directory, `${name}.log`);
  const file = openSync(log, 'w');
  const port = await freePort();
  const child = spawn(process.execPath, ['dist/main.js'], {
    env: {
      PATH: process.env.PATH ?? '',
      HOST: '127.0.0.1',
      PORT: `${port}`,
      DEMO: '0',
      LOG_LEVEL: 'debug',
      AUTH_SECRET: secrets.auth,
      DATA_DIR: join(directory, name),
      ...env,
    },
    stdio: ['ignore', file, file],
  });
  const url = `http://127.0.0.1:${port}`;
  try {
    await isReady(child, url, log);
  } catch (error) {
    await stop(child);
    throw error;
  }
  return { url, pid: child.pid ?? 0, log, stop: () => stop(child) };
}

async function isReady(child: ChildProcess, url: string, log: string): Promise<void> {
  const deadline = Date.now() + 240_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`A node ended before it was ready: see ${log}`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await later(50);
  }
  throw new Error(`A node did not become ready: see ${log}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
