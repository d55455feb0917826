import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { HttpLoad, HttpLoaded } from './load/http-plan.js';
import { cores, startNode, stop } from './processes.js';

export interface HttpClient extends AsyncDisposable {
  run(load: HttpLoad): Promise<HttpLoaded>;
}

/** Callers over HTTP, in a process of their own. */
export function startHttpClient(): HttpClient {
  const path = fileURLToPath(new URL('load/http-client.ts', import.meta.url));
  const child = startNode(['--import', 'tsx', path], { core: cores.client, ipc: true });
  return {
    async run(load) {
      child.send(load);
      return answerOf<HttpLoaded>(child);
    },
    [Symbol.asyncDispose]: () => stop(child, 'SIGKILL'),
  };
}

/** The next message of a process, or an error when it ends before. */
export async function answerOf<Answer>(child: ReturnType<typeof startNode>): Promise<Answer> {
  const over = new AbortController();
  try {
    return await Promise.race([
      once(child, 'message', { signal: over.signal }).then(([answer]) => answer as Answer),
      once(child, 'exit', { signal: over.signal }).then(() => {
        throw new Error('A process of the bench has ended.');
      }),
    ]);
  } finally {
    over.abort();
  }
}
