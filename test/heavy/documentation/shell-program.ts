import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A command of a page that goes on until it is ended, with everything that it starts. */
export interface ShellProgram extends AsyncDisposable {
  output(): string;
  /** Ctrl-C: answers its exit code. */
  interrupt(): Promise<unknown>;
}

export function startInShell(command: string, { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv }): ShellProgram {
  const shell = spawn('bash', ['-c', command], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let over = false;
  // Once nobody has its output open any more, whoever it has started included.
  const ended = once(shell, 'close').finally(() => {
    over = true;
  });
  let output = '';
  for (const stream of [shell.stdout, shell.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  // As a terminal does: to the whole group of processes.
  const signal = (name: NodeJS.Signals) => {
    if (!over) process.kill(-Number(shell.pid), name);
  };
  return {
    output: () => output,
    async interrupt() {
      signal('SIGINT');
      const [code] = await ended;
      return code;
    },
    async [Symbol.asyncDispose]() {
      signal('SIGKILL');
      await ended;
    },
  };
}
