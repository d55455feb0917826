import { Agent, request } from 'node:http';
import { ask, type HttpLoad, type HttpLoaded } from './http-plan.js';

// Callers of an API: each sends its next request when the last one is answered. A process of its own, told what to do over IPC.

process.on('message', (load: HttpLoad) => {
  run(load).then(
    (loaded) => process.send?.(loaded),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit(0));

let number = 0;

async function run({ port, asks, callers, requests }: HttpLoad): Promise<HttpLoaded> {
  const agent = new Agent({ keepAlive: true, maxSockets: callers });
  const latencies: number[] = [];
  let next = 0;
  const cpu = process.cpuUsage();
  const started = performance.now();
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (next < requests) {
        const one = asks[next++ % asks.length];
        if (one === undefined) throw new Error('There is nothing to ask.');
        const since = performance.now();
        await post(agent, port, one, number++);
        latencies.push(performance.now() - since);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  agent.destroy();
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return { seconds, p50: at(0.5), p99: at(0.99), clientBusy: (user + system) / 1e6 / seconds };
}

function post(agent: Agent, port: number, { authorization, body }: HttpLoad['asks'][number], n: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const text = body.replaceAll('{n}', String(n));
    const headers = {
      authorization,
      'content-type': 'application/json',
      accept: 'application/json',
      'content-length': Buffer.byteLength(text),
    };
    const sending = request(
      { agent, port, host: '127.0.0.1', path: '/graphql', method: 'POST', headers },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const answer = Buffer.concat(chunks);
          // A server that refuses is fast: whatever is not what was asked for ends the run.
          if (response.statusCode === 200 && answer.includes(ask.expected) && !answer.includes('"errors"')) resolve();
          else reject(new Error(`${response.statusCode} ${answer.subarray(0, 500)}`));
        });
      },
    );
    sending.on('error', reject);
    sending.end(text);
  });
}
