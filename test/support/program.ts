import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';

/** The built program as a child process: dist/main.js, the way users run it. */
export interface Program {
  readonly child: ChildProcess;
  /** Everything that it printed so far. */
  output(): string;
  /** Its address, as soon as it says that it is ready. Throws with the output when it ends before. */
  ready(): Promise<string>;
  /** Its exit code, or the name of the signal that ended it. */
  ended(): Promise<number | NodeJS.Signals>;
}

/** Nothing of the environment of the tests is passed on, so that settings of the developer change nothing. */
export function startProgram(env: Record<string, string>, script = 'dist/main.js', ...args: string[]): Program {
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env.PATH ?? '', HOST: '127.0.0.1', PORT: '0', DEMO: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const listeners = new Set<() => void>();
  const hear = (chunk: Buffer) => {
    output += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once('close', (code, signal) => {
      resolve(code ?? signal ?? 1);
      for (const listener of listeners) listener();
    });
  });
  return {
    child,
    output: () => output,
    ended: () => ended,
    ready: () =>
      new Promise((resolve, reject) => {
        const look = () => {
          const url = /API\s+(http:\S+)\/graphql/.exec(output)?.[1];
          if (url !== undefined) resolve(url);
          else if (child.exitCode !== null || child.signalCode !== null)
            reject(new Error(`It ended before it was ready:\n${output}`));
          else return;
          listeners.delete(look);
        };
        listeners.add(look);
        look();
      }),
  };
}

/** A directory that is removed afterwards. */
export async function temporaryDirectory(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'frontdesk-test-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** The same with a database that is migrated and empty: where the first start is not what is asked after. */
export async function preparedDirectory(): Promise<AsyncDisposable & { path: string }> {
  const directory = await temporaryDirectory();
  await cp(inject('dataTemplate'), directory.path, { recursive: true });
  return directory;
}
