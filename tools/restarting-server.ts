import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** Whoever saves all files of a change means one change. */
const gatherMs = 100;
/** How long running requests may take to end before the process is killed. */
const patienceMs = 10_000;

/**
 * The server as a process of its own, started from its sources, and started again after each change. Never two at once:
 * an embedded database belongs to one process. One that ends by itself is started again with the next change.
 */
export class RestartingServer {
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;
  #gathering: NodeJS.Timeout | undefined;
  #ending: Promise<void> | undefined;
  #isOver = false;

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env;
    // Whatever ends us: nobody is left behind who holds the port and the data.
    process.once('exit', () => this.#child?.kill('SIGKILL'));
    this.#start();
  }

  /** Something that it is made from is another: it drains and starts again. */
  changed(): void {
    clearTimeout(this.#gathering);
    // What changes while the old one still ends is read by the new one anyway.
    this.#gathering = setTimeout(() => {
      void this.#end('SIGTERM').then(() => this.#start());
    }, gatherMs);
  }

  /** Ends it for good, once running requests have ended. */
  async end(): Promise<void> {
    this.#isOver = true;
    clearTimeout(this.#gathering);
    // Not SIGTERM: whoever ends a whole group of processes has sent that already, and a second one means "at once".
    await this.#end('SIGINT');
  }

  #start(): void {
    if (this.#isOver || this.#child !== undefined) return;
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: this.#env,
    });
    this.#child = child;
    child.once('exit', (code, signal) => {
      this.#child = undefined;
      if (this.#isOver || this.#ending !== undefined) return;
      console.error(`The server has ended (${signal ?? code}): it starts again when one of its sources changes.`);
    });
  }

  #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === undefined) return this.#ending ?? Promise.resolve();
    this.#ending ??= this.#ended(child, signal).finally(() => {
      this.#ending = undefined;
    });
    return this.#ending;
  }

  async #ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
    const ended = once(child, 'exit');
    const tooLong = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    child.kill(signal);
    await ended;
    clearTimeout(tooLong);
  }
}
