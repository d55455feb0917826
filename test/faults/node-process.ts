import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as later } from 'node:timers/promises';

/** One node: dist/main.js as it is shipped, on a port of its own that it keeps. */
export class NodeProcess {
  #child: ChildProcess | undefined;
  #wanted = false;
  /** What it wrote to its standard error: nothing, when all is well. */
  errors = '';

  constructor(
    readonly port: number,
    readonly env: Readonly<Record<string, string>>,
  ) {}

  /** Starts it, again after it has ended, and waits until it is ready. */
  async start(restarts = 0): Promise<void> {
    if (restarts > 50) throw new Error(`The node on port ${this.port} does not start: ${this.errors.slice(-2_000)}`);
    const child = spawn(process.execPath, ['dist/main.js'], {
      env: { ...process.env, ...this.env, PORT: String(this.port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    // Errors are logged as lines of JSON; what is a bug is at the level `fatal`.
    child.stdout.on('data', (data) => this.#note(String(data)));
    child.stderr.on('data', (data) => this.#note(String(data)));
    for (let attempt = 0; attempt < 600; attempt++) {
      // It may have begun while the database was away: whoever runs nodes starts them again.
      if (child.exitCode !== null || child.signalCode !== null) {
        await later(200);
        return this.start(restarts + 1);
      }
      const ready = await fetch(`http://127.0.0.1:${this.port}/healthz`).catch(() => null);
      if (ready?.ok) {
        this.#wanted = true;
        child.once('exit', (code, signal) => this.#ended(code ?? signal));
        return;
      }
      await later(50);
    }
    throw new Error(`The node on port ${this.port} did not become ready: ${this.errors.slice(-2_000)}`);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  /** Sends the signal and waits for the end. */
  async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    this.#wanted = false;
    const exit = once(child, 'exit');
    // A stopped process hears nothing.
    child.kill('SIGCONT');
    child.kill(signal);
    await exit;
  }

  /** Nobody asked for it: that is a bug, and a process manager would start it again. */
  #ended(how: unknown): void {
    if (!this.#wanted) return;
    this.errors += `It ended by itself (${how}). `;
    this.start().catch((error: unknown) => {
      this.errors += String(error);
    });
  }

  #note(text: string): void {
    if (/"level":60|unhandled|uncaught|\n {4}at /i.test(text)) this.errors += text;
  }
}
