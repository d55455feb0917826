import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Connected, Measured, Measurement, Plan, Publishing, Reply, Request } from './load/plan.js';
import { cores, startNode, stop } from './processes.js';

/** The load client in its own process. */
export class LoadClient {
  readonly #child = startNode(['--import', 'tsx', fileURLToPath(new URL('load/client.ts', import.meta.url))], {
    core: cores.client,
    ipc: true,
  });

  async connect(plan: Plan): Promise<Connected> {
    const reply = await this.#ask({ kind: 'connect', plan });
    if (reply.kind !== 'connected') throw new Error('The load client did not connect.');
    return reply.connected;
  }

  /** Closes the newest sockets: so many stay. */
  async leave(stay: number): Promise<void> {
    await this.#ask({ kind: 'leave', stay });
  }

  /** Publishes without looking who hears it. */
  async publish(measurement: Publishing): Promise<void> {
    await this.#ask({ kind: 'publish', measurement });
  }

  /** @param onWarm - called between the warm-up and what is measured. */
  async measure(measurement: Measurement, onWarm: () => void): Promise<Measured> {
    await this.#ask({ kind: 'measure', measurement });
    onWarm();
    const reply = await this.#ask({ kind: 'measure', measurement });
    if (reply.kind !== 'measured') throw new Error('The load client did not measure.');
    return reply.measured;
  }

  stop(): Promise<void> {
    return stop(this.#child, 'SIGKILL');
  }

  async #ask(request: Request): Promise<Reply> {
    this.#child.send(request);
    const gone = new AbortController();
    try {
      return await Promise.race([
        once(this.#child, 'message', { signal: gone.signal }).then(([reply]) => reply as Reply),
        once(this.#child, 'exit', { signal: gone.signal }).then(() => {
          throw new Error('The load client has ended.');
        }),
      ]);
    } finally {
      gone.abort();
    }
  }
}
