import { readFile, writeFile } from 'node:fs/promises';
import { replaceSection } from '../../../tools/settings-table.js';
import { machine, median } from '../report.js';
import { startServices } from '../services.js';
import type { Capacity, Check, Costs } from './costs.js';
import { capacityTables } from './documentation.js';
import { type Case, measureCase, type Used } from './measure-case.js';
import { measureRedis } from './measure-redis.js';

/** Where the figures of docs/scaling.md are kept. */
export const measuredFile = 'test/bench/capacity/measured.json';

/** From these two the costs are worked out … */
const ten: Case = { subscribers: 1_000, streams: 100, events: 400, quietSeconds: 15 };
const thousand: Case = { subscribers: 1_000, streams: 1, events: 200, quietSeconds: 15 };
/** … and these say whether they hold. */
const more: readonly Case[] = [
  { subscribers: 5_000, streams: 1, events: 60, quietSeconds: 15 },
  { subscribers: 9_000, streams: 1, events: 40, quietSeconds: 15 },
];
/** Many streams, so that the clock is seen. */
const streams: Case = { subscribers: 2_000, streams: 2_000, events: 400, quietSeconds: 30 };

export interface CapacityOptions {
  readonly quick: boolean;
  readonly writeDocs: boolean;
  /** Rejects when somebody wants it to end. */
  readonly stopped: Promise<never>;
}

export async function runCapacity({ quick, writeDocs, stopped }: CapacityOptions): Promise<void> {
  await using services = await startServices();
  const { postgresql, redis } = services;
  if (postgresql === null || redis === null) throw new Error('It needs PostgreSQL and Redis.');
  const urls = { postgresqlUrl: postgresql.url, redisUrl: redis.url };
  const measure = async (wanted: Case) => {
    const all: Used[] = [];
    for (let round = 0; round < (quick ? 1 : 3); round++)
      all.push(await Promise.race([stopped, measureCase(quick ? smaller(wanted) : wanted, urls)]));
    const used = medians(all);
    console.log(JSON.stringify(used));
    return used;
  };
  const [atTen, atThousand, atStreams] = [await measure(ten), await measure(thousand), await measure(streams)];
  const checked: Used[] = [];
  for (const wanted of more) checked.push(await measure(wanted));
  const ofRedis = await measureRedis(redis.url);

  const readersOfTen = ten.subscribers / ten.streams;
  const deliverySeconds = (atThousand.reader - atTen.reader) / (thousand.subscribers - readersOfTen);
  const costs: Costs = {
    machine: machine(),
    at: new Date().toISOString(),
    socketBytes: atThousand.socketBytes,
    connectSeconds: atThousand.connect,
    idleSocketSeconds: atThousand.quietReader / thousand.subscribers,
    idleStreamSeconds: Math.max(0, atStreams.quietDatabase - atThousand.quietDatabase) / (atStreams.streams - 1),
    eventSeconds: Math.max(0, atTen.reader - readersOfTen * deliverySeconds),
    deliverySeconds,
    pokeSeconds: atStreams.bystander,
    writeSeconds: atStreams.writer,
    databaseSeconds: atStreams.database,
    publishSeconds: ofRedis.publish,
    subscriberSeconds: ofRedis.subscriber,
    frameBytes: atThousand.frameBytes,
    eventBytes: atStreams.eventBytes,
    walBytes: atStreams.walBytes,
  };
  const capacity = { costs, checks: checked.flatMap((used) => checksOf(costs, used)) };
  console.log(`\n${capacityTables(capacity)}`);
  if (writeDocs) await writeDown(capacity);
}

/** To look whether it works, or when there is no time. The fan-out stays: it is what the checks are about. */
const smaller = (wanted: Case): Case => ({
  ...wanted,
  ...(wanted.streams > 500 && { streams: 500, subscribers: 500 }),
  events: Math.min(wanted.events, 40),
  quietSeconds: 5,
});

export async function writeDown(capacity: Capacity): Promise<void> {
  await writeFile(measuredFile, `${JSON.stringify(capacity, null, 2)}\n`);
  const page = 'docs/scaling.md';
  await writeFile(page, replaceSection(await readFile(page, 'utf8'), 'capacity', capacityTables(capacity)));
}

const checksOf = (costs: Costs, used: Used): Check[] => [
  {
    subscribers: used.subscribers,
    what: 'CPU of the node, for an event',
    unit: 'ms',
    predicted: (costs.eventSeconds + used.subscribers * costs.deliverySeconds) * 1_000,
    measured: used.reader * 1_000,
  },
  {
    subscribers: used.subscribers,
    what: 'memory of their sockets',
    unit: 'MiB',
    predicted: (used.subscribers * costs.socketBytes) / 2 ** 20,
    measured: (used.subscribers * used.socketBytes) / 2 ** 20,
  },
  {
    subscribers: used.subscribers,
    what: 'CPU of the node while it is quiet, each second',
    unit: 'ms',
    predicted: used.subscribers * costs.idleSocketSeconds * 1_000,
    measured: used.quietReader * 1_000,
  },
];

function medians(all: readonly Used[]): Used {
  const names = Object.keys(all[0] ?? {}) as Array<keyof Used>;
  return Object.fromEntries(names.map((name) => [name, median(all.map((used) => used[name]))])) as unknown as Used;
}
