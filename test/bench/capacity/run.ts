import { readFile, writeFile } from 'node:fs/promises';
import { replaceSection } from '../../../tools/settings-table.js';
import { machine } from '../report.js';
import { startServices } from '../services.js';
import { type BySockets, measureBySockets } from './by-sockets.js';
import { type ByStreams, measureByStreams } from './by-streams.js';
import type { Capacity } from './costs.js';
import { whatIsWrong } from './disturbed.js';
import { capacityTables } from './documentation.js';
import { measureRedis, type OfRedis } from './measure-redis.js';
import { full, type Sizes, small } from './sizes.js';
import { type Rounds, workOut } from './work-out.js';

/** Where the figures of docs/scaling.md are kept. */
export const measuredFile = 'test/bench/capacity/measured.json';

export interface CapacityOptions {
  readonly quick: boolean;
  readonly writeDocs: boolean;
  /** Where each round goes as it was measured. */
  readonly json: string;
  /** Rejects when somebody wants it to end. */
  readonly stopped: Promise<never>;
}

/** Answers whether the figures can be believed. Those that cannot are shown, and written nowhere but with the rounds. */
export async function runCapacity({ quick, writeDocs, json, stopped }: CapacityOptions): Promise<boolean> {
  if (quick && writeDocs) throw new Error('Figures of --quick are not for the pages.');
  const sizes = quick ? small : full;
  const rounds = await measureRounds(sizes, stopped);
  const capacity = workOut(rounds, sizes, { machine: machine(), at: new Date().toISOString() });
  await writeFile(json, JSON.stringify({ ...capacity, rounds }, null, 2));
  console.log(`\n${capacityTables(capacity)}`);
  if (quick) return true;
  const wrong = whatIsWrong(capacity);
  if (wrong.length > 0) {
    console.error(`\nMeasured while something else ran: nothing was written. Run it again.\n${wrong.join('\n')}`);
    return false;
  }
  if (writeDocs) await writeDown(capacity);
  return true;
}

/** Interleaved: what the machine does to one round, it does to all that is measured in it. */
async function measureRounds(sizes: Sizes, stopped: Promise<never>): Promise<Rounds> {
  await using services = await startServices();
  const { postgresql, redis } = services;
  if (postgresql === null || redis === null) throw new Error('It needs PostgreSQL and Redis.');
  const urls = { postgresqlUrl: postgresql.url, redisUrl: redis.url };
  const [bySockets, byStreams, ofRedis] = [[] as BySockets[], [] as ByStreams[], [] as OfRedis[]];
  for (let round = 1; round <= sizes.rounds; round++) {
    bySockets.push(await Promise.race([stopped, measureBySockets(urls, sizes)]));
    byStreams.push(await Promise.race([stopped, measureByStreams(urls, sizes)]));
    ofRedis.push(await Promise.race([stopped, measureRedis(redis.url, sizes.pokes)]));
    console.log(`${round}/${sizes.rounds} ${JSON.stringify([bySockets.at(-1), byStreams.at(-1), ofRedis.at(-1)])}`);
  }
  return { bySockets, byStreams, redis: ofRedis };
}

export async function writeDown(capacity: Capacity): Promise<void> {
  await writeFile(measuredFile, `${JSON.stringify(capacity, null, 2)}\n`);
  const page = 'docs/scaling.md';
  await writeFile(page, replaceSection(await readFile(page, 'utf8'), 'capacity', capacityTables(capacity)));
}
