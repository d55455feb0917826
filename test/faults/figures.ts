import { setTimeout as later } from 'node:timers/promises';
import WebSocket from 'ws';
import { createFrontdeskClient, type FrontdeskClient } from '../../src/client/index.js';
import { openDatabase } from '../../src/database/client.js';
import { propertyUpdated } from '../../src/properties/events.js';
import { createAppendAlone } from '../../src/realtime/append-alone.js';
import { system } from '../../src/realtime/event.js';
import { Cluster } from './cluster.js';
import { aPerson, aProperty, type Person } from './people.js';
import { percentiles } from './percentiles.js';

export interface FigureOptions {
  seed: number;
  /** How many clients there are. */
  clients: number;
  /** How many events each of them misses. */
  missed: number;
  /** How long Redis is away. */
  awaySeconds: number;
}

const feed =
  'subscription ($id: ID!) { propertyEvents(propertyId: $id) { __typename id ... on PropertyUpdated { changes } } }';
const update = `mutation ($id: ID!, $description: String!) {
  updateProperty(input: { id: $id, description: $description }) { property { version } userErrors { code } }
}`;

/** How long people wait when something is away: measured, not judged. */
export async function printFigures(options: FigureOptions): Promise<void> {
  await using cluster = await Cluster.start(options.seed);
  const owner = await aPerson(cluster.link.url, 'owner');
  const propertyId = await aProperty(owner, 'house');
  const place = { owner, propertyId };
  const crowd = await connect(cluster, place, options.clients);
  try {
    console.log(await caughtUp(cluster, place, crowd, options.missed));
    console.log(await withoutRedis(cluster, place, crowd.slice(0, 50), options.awaySeconds));
    console.log(await withoutNode(cluster, crowd));
  } finally {
    for (const { client } of crowd) client.close();
    owner.client.close();
  }
}

interface Place {
  owner: Person;
  propertyId: string;
}

interface Listener {
  client: FrontdeskClient;
  heard: number;
  /** Called with each event. */
  onHeard: () => void;
}

/** With the patience that our client has by itself. */
async function connect(cluster: Cluster, { owner, propertyId }: Place, count: number): Promise<Listener[]> {
  const crowd: Listener[] = [];
  while (crowd.length < count) {
    const some = Array.from({ length: Math.min(50, count - crowd.length) }, () => {
      const client = createFrontdeskClient({
        url: cluster.link.url,
        tokens: owner.client.session.tokens,
        webSocketImpl: WebSocket,
      });
      const listener: Listener = { client, heard: 0, onHeard: () => {} };
      const ready = new Promise<void>((resolve) => {
        const onEvent = () => {
          listener.heard++;
          listener.onHeard();
        };
        client.connect();
        client.subscribe(feed, { id: propertyId }, { onEvent, onReady: () => resolve() });
      });
      return { listener, ready };
    });
    await Promise.all(some.map(({ ready }) => ready));
    crowd.push(...some.map(({ listener }) => listener));
  }
  return crowd;
}

/** All are gone, much happens, all come back at once. */
async function caughtUp(cluster: Cluster, { propertyId }: Place, crowd: Listener[], missed: number): Promise<string> {
  for (const { client } of crowd) client.disconnect();
  const database = await openDatabase({
    url: cluster.databaseUrl,
    dataDir: null,
    statementTimeoutMs: 60_000,
    poolSize: 4,
  });
  const append = createAppendAlone(database);
  const id = Buffer.from(propertyId, 'base64').toString().split(':')[1] ?? '';
  await Promise.all(
    Array.from({ length: missed }, (_, version) =>
      append(propertyUpdated(system, { propertyId: id, changes: ['name'], version })),
    ),
  );
  await database.close();
  const began = performance.now();
  const whole = crowd.map(
    (listener) =>
      new Promise<number>((resolve) => {
        const all = listener.heard + missed;
        listener.onHeard = () => {
          if (listener.heard === all) resolve(performance.now() - began);
        };
        listener.client.connect();
      }),
  );
  return `${crowd.length} clients that missed ${missed} events each were whole again: ${percentiles(await Promise.all(whole))}.`;
}

/** The same writes with Redis and without: how long each takes, and until the last of the readers has heard of it. */
async function withoutRedis(cluster: Cluster, place: Place, crowd: Listener[], seconds: number): Promise<string> {
  await writes(place, crowd, 5);
  const before = await writes(place, crowd, Math.min(seconds, 20));
  await cluster.redis.kill();
  const during = await writes(place, crowd, seconds);
  await cluster.redis.start();
  const lines = [
    ['with Redis', before],
    [`Redis away for ${seconds} s`, during],
  ] as const;
  return lines
    .map(
      ([name, { mutations, deliveries, lost }]) =>
        `${name}: ${mutations.length} mutations ${percentiles(mutations)}; ${deliveries.length} deliveries after their answer ${percentiles(deliveries)}; ${lost} lost.`,
    )
    .join('\n');
}

async function writes({ owner, propertyId }: Place, crowd: Listener[], seconds: number) {
  const mutations: number[] = [];
  const deliveries: number[] = [];
  let lost = 0;
  const until = performance.now() + seconds * 1_000;
  for (let number = 0; performance.now() < until; number++) {
    const heardAt: number[] = [];
    const heard = Promise.all(
      crowd.map(
        (listener) =>
          new Promise<void>((resolve) => {
            listener.onHeard = () => {
              heardAt.push(performance.now());
              resolve();
            };
          }),
      ),
    );
    const began = performance.now();
    await owner.client.mutate(update, { id: propertyId, description: `${began} ${number}` });
    const answered = performance.now();
    mutations.push(answered - began);
    await Promise.race([heard, later(10_000)]);
    lost += crowd.length - heardAt.length;
    deliveries.push(...heardAt.map((at) => Math.max(0, at - answered)));
    await later(20);
  }
  return { mutations, deliveries, lost };
}

/** One of three nodes dies: how long those whom it had are without any. */
async function withoutNode(cluster: Cluster, crowd: Listener[]): Promise<string> {
  for (const listener of crowd) listener.onHeard = () => {};
  const began = performance.now();
  const moved: Array<Promise<number>> = [];
  const watching = crowd.map(({ client }) => {
    let gone = false;
    return client.observe(({ status }) => {
      if (gone || status === 'live' || status === 'catchingUp') return;
      gone = true;
      moved.push(
        new Promise((resolve) => {
          const stop = client.observe((state) => {
            if (state.status !== 'live') return;
            resolve(performance.now() - began);
            queueMicrotask(() => stop());
          });
        }),
      );
    });
  });
  await cluster.nodes[0].end('SIGKILL');
  // A dead process closes its sockets at once: whoever was there has noticed by then.
  await later(1_000);
  const times = await Promise.all(moved);
  for (const stop of watching) stop();
  await cluster.nodes[0].start();
  return `a node was killed: ${times.length} of ${crowd.length} clients live elsewhere ${percentiles(times)}.`;
}
