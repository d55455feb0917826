import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';

const canPin = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0;
/** Servers have the first core, the load client the second; everything else goes where there is room. */
export const cores = { server: 0, client: 1 } as const;
export const pinned = canPin ? 'servers on core 0, load client on core 1' : 'not pinned';

export interface StartOptions {
  env?: NodeJS.ProcessEnv;
  core?: number;
  ipc?: boolean;
}

/** A Node.js process of this project, pinned to a core where that can be done. Its errors are shown. */
export function startNode(args: readonly string[], { env = {}, core, ipc = false }: StartOptions): ChildProcess {
  const command = [process.execPath, ...args];
  const [program = '', ...rest] = canPin && core !== undefined ? ['taskset', '-c', String(core), ...command] : command;
  return spawn(program, rest, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit', ...(ipc ? ['ipc' as const] : [])],
  });
}

export async function stop(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), 8_000);
  await ended;
  clearTimeout(timer);
}
