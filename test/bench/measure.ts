import { setTimeout as later } from 'node:timers/promises';
import { cpuSeconds, residentBytes } from './cpu.js';
import { LoadClient } from './load-client.js';
import type { Scenario } from './scenarios.js';
import type { Services } from './services.js';
import type { Target } from './targets.js';

export interface Round {
  /** Of the server that delivers, for 100,000 deliveries: without what it costs to publish. */
  cpuSeconds: number;
  /** Of the same server, for an event that is published while nobody is subscribed. */
  publishMilliseconds: number;
  /** Of the load client while that happened: near 1, it was what was measured. */
  clientBusy: number;
  p50: number;
  p99: number;
  afterCommit: { p50: number; p99: number };
  deliveriesPerSecond: number;
  frameBytes: number;
  connectSeconds: number;
  /** KiB for each socket that is subscribed and idle. */
  idleKiB: number;
}

/** So many that what each costs is known well. */
const publishedAlone = 400;
/** What a server compiles while it runs, it has compiled by then: a few hundred events are not enough for that. */
const warmUpMs = { alone: 3_000, subscribed: 5_000 };

/** One server, started for this, under one load. */
export async function measureRound(target: Target, scenario: Scenario, services: Services): Promise<Round> {
  const compressed = scenario.compressed === true;
  const server = await target.start({
    streams: scenario.streams,
    compressed,
    unshared: scenario.unshared === true,
    redisUrl: scenario.redis === true ? (services.redis?.url ?? null) : null,
    postgresqlUrl: services.postgresql?.url ?? null,
  });
  const client = new LoadClient();
  try {
    const connect = (subscribers: number) =>
      client.connect({
        port: server.port,
        handshake: target.handshake,
        compressed,
        tokens: server.tokens,
        subscribe: server.subscribe,
        subscribers,
        opening: 50,
      });
    const { events, inFlight, warmUp = Math.max(400, scenario.events) } = scenario;
    const publishing = { publish: server.publish, inFlight };
    await client.publish({
      ...publishing,
      events: warmUp,
      ...(scenario.quick !== true && { warmUpMs: warmUpMs.alone }),
    });
    const beforePublishing = cpuSeconds(server.pid);
    await client.publish({ ...publishing, events: publishedAlone });
    const perEvent = (cpuSeconds(server.pid) - beforePublishing) / publishedAlone;
    // The first connections compile what all others use: they belong to the base.
    const first = Math.min(200, scenario.subscribers / 4);
    await connect(first);
    const base = await settledBytes(server.pid);
    const { milliseconds } = await connect(scenario.subscribers - first);
    const idle = await settledBytes(server.pid);
    let before = 0;
    const measured = await client.measure(
      {
        ...publishing,
        events,
        warmUp,
        ...(scenario.quick !== true && { warmUpMs: warmUpMs.subscribed }),
        ...(scenario.rate !== undefined && { rate: scenario.rate }),
      },
      () => {
        before = cpuSeconds(server.pid);
      },
    );
    const used = cpuSeconds(server.pid) - before;
    return {
      cpuSeconds: (Math.max(used - events * perEvent, 0) / measured.deliveries) * 100_000,
      publishMilliseconds: perEvent * 1_000,
      clientBusy: measured.clientCpuSeconds / measured.seconds,
      p50: measured.p50,
      p99: measured.p99,
      afterCommit: measured.afterCommit,
      deliveriesPerSecond: measured.deliveries / measured.seconds,
      frameBytes: measured.frameBytes,
      connectSeconds: milliseconds / 1_000,
      idleKiB: (idle - base) / 1_024 / (scenario.subscribers - first),
    };
  } finally {
    await client.stop();
    await server.stop();
  }
}

/** Once garbage is collected and handshakes are forgotten: the least of some looks. */
async function settledBytes(pid: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let look = 0; look < 5; look++) {
    await later(200);
    least = Math.min(least, residentBytes(pid));
  }
  return least;
}
