import { Agent, request } from 'node:http';
import type { Connected, Measured, Measurement, Plan, Publish, Publishing, Reply, Request } from './plan.js';
import { type Subscriber, subscribe } from './subscriber.js';

// The load client: a process of its own, told what to do by the bench over IPC.

const subscribers: Subscriber[] = [];
let onEvent: (subscriber: Subscriber, bytes: number) => void = () => {};
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const reply = (message: Reply) => process.send?.(message);

let warm: (() => void) | undefined;
process.on('message', async (message: Request) => {
  try {
    if (warm !== undefined) return warm();
    if (message.kind === 'connect') reply({ kind: 'connected', connected: await connectAll(message.plan) });
    if (message.kind === 'leave') {
      for (const { socket } of subscribers.splice(message.stay)) socket.destroy();
      reply({ kind: 'left' });
    }
    if (message.kind === 'publish') {
      await publishAll(message.measurement);
      reply({ kind: 'published' });
    }
    if (message.kind === 'measure') reply({ kind: 'measured', measured: await measure(message.measurement) });
    if (message.kind === 'stop') process.exit(0);
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
});
process.on('disconnect', () => process.exit(0));

async function connectAll(plan: Plan): Promise<Connected> {
  const started = performance.now();
  let next = subscribers.length;
  const last = next + plan.subscribers;
  await Promise.all(
    Array.from({ length: plan.opening }, async () => {
      while (next < last) {
        const index = next++;
        const stream = index % plan.subscribe.length;
        subscribers.push(
          await subscribe({
            ...plan,
            stream,
            token: plan.tokens[index % plan.tokens.length] ?? '',
            subscribe: (plan.subscribe[stream] ?? '').replaceAll('{i}', String(index)),
            onEvent: (subscriber, bytes) => onEvent(subscriber, bytes),
          }),
        );
      }
    }),
  );
  return { milliseconds: performance.now() - started };
}

/** So many at a time, whoever hears it. */
async function publishAll({ publish, events, inFlight, warmUpMs = 0 }: Publishing): Promise<void> {
  const warmAt = performance.now() + warmUpMs;
  let published = 0;
  await Promise.all(
    Array.from({ length: Math.max(inFlight, 1) }, async () => {
      while (published < events || performance.now() < warmAt) {
        const stream = published++ % publish.bodies.length;
        await post(publish, stream, published);
      }
    }),
  );
}

/** Publishes and waits for it on every socket: first to warm up, then to measure. */
async function measure(measurement: Measurement): Promise<Measured> {
  const warmAt = performance.now() + (measurement.warmUpMs ?? 0);
  do await round({ ...measurement, events: measurement.warmUp });
  while (performance.now() < warmAt);
  await new Promise<void>((resolve) => {
    warm = resolve;
    reply({ kind: 'warm' });
  });
  warm = undefined;
  return round(measurement);
}

function round({ publish, events, inFlight, rate }: Measurement): Promise<Measured> {
  const streams = publish.bodies.length;
  const readers = Array.from({ length: streams }, () => 0);
  for (const subscriber of subscribers) {
    subscriber.received = 0;
    readers[subscriber.stream] = (readers[subscriber.stream] ?? 0) + 1;
  }
  // By stream and number: when it was sent, and when the answer came.
  const sent: number[][] = readers.map(() => []);
  const committed: number[][] = readers.map(() => []);
  const latencies: number[] = [];
  const afterCommit: Array<[number, number, number]> = [];
  let published = 0;
  let expected = 0;
  let received = 0;
  let frameBytes = 0;
  const started = performance.now();
  const cpu = process.cpuUsage();
  return new Promise((resolve, reject) => {
    const publishNext = () => {
      const stream = published++ % streams;
      expected += readers[stream] ?? 0;
      const number = sent[stream]?.push(performance.now()) ?? 0;
      post(publish, stream, published).then(() => {
        const times = committed[stream];
        if (times !== undefined) times[number - 1] = performance.now();
      }, reject);
    };
    // With all streams of the same size, what is in flight follows from what has arrived.
    const perEvent = subscribers.length / streams;
    onEvent = (subscriber, bytes) => {
      const number = subscriber.received++;
      received++;
      if (bytes > 0) frameBytes = bytes;
      if ((received & 15) === 0) {
        const now = performance.now();
        latencies.push(now - (sent[subscriber.stream]?.[number] ?? now));
        afterCommit.push([subscriber.stream, number, now]);
      }
      if (rate === undefined && published < events && received >= (published - inFlight + 1) * perEvent) publishNext();
      if (published === events && received >= expected) setImmediate(finish);
    };
    let finished = false;
    const finish = () => {
      if (finished) return;
      finished = true;
      onEvent = () => {};
      const { user, system } = process.cpuUsage(cpu);
      const late = afterCommit.map(([stream, number, now]) => Math.max(now - (committed[stream]?.[number] ?? now), 0));
      resolve({
        deliveries: received,
        seconds: (performance.now() - started) / 1_000,
        clientCpuSeconds: (user + system) / 1e6,
        ...spread(latencies),
        afterCommit: spread(late),
        frameBytes,
      });
    };
    if (rate === undefined) for (let first = 0; first < Math.min(inFlight, events); first++) publishNext();
    else pace(rate, events, publishNext);
  });
}

function pace(rate: number, events: number, publishNext: () => void): void {
  const started = performance.now();
  let done = 0;
  const timer = setInterval(() => {
    const due = Math.min(events, Math.floor(((performance.now() - started) / 1_000) * rate));
    while (done < due) {
      done++;
      publishNext();
    }
    if (done === events) clearInterval(timer);
  }, 2);
}

function post({ port, path, headers, bodies }: Publish, stream: number, number: number): Promise<void> {
  const body = (bodies[stream] ?? '').replaceAll('{n}', String(number));
  return new Promise((resolve, reject) => {
    const sending = request({
      port,
      path: path.replace('{stream}', `stream-${stream}`),
      method: 'POST',
      agent,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    });
    sending.on('response', (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => {
        if (response.statusCode === 200 && !text.includes('"errors":') && !text.includes('"code":')) resolve();
        else reject(new Error(`The server answered ${response.statusCode} to an event: ${text.slice(0, 300)}`));
      });
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

function spread(values: number[]): { p50: number; p99: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}
