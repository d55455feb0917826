import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../src/app.js';
import { createBooking } from '../../src/bookings/create-booking.js';
import { readConfig } from '../../src/config.js';
import { inDays, runOutHolds } from '../bookings/clock.js';
import { holding, overlaps, untrue } from '../bookings/desk.js';
import { aCrowd, asking, commotion, percentile, type Raced, race } from '../bookings/race.js';
import { eventually } from '../support/eventually.js';
import { startPostgresql } from '../support/postgresql-server.js';
import { preparedDirectory } from '../support/program.js';
import { postgresqlPrograms } from '../support/programs.js';

const attempts = 10_000;
const lanes = 16;

interface Nodes extends AsyncDisposable {
  readonly nodes: readonly App[];
}

const production = {
  LOG_LEVEL: 'silent',
  DEMO: '0',
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://desk.example',
  AUTH_SECRET: 'a secret of thirty-two characters and more',
};

async function twoOnPostgresql(): Promise<Nodes> {
  const server = await startPostgresql({ fsync: true });
  const config = readConfig({ ...production, DATABASE_URL: server.url });
  const nodes = [await createApp(config), await createApp(config)];
  return {
    nodes,
    async [Symbol.asyncDispose]() {
      for (const node of nodes) await node.close();
      await server.close();
    },
  };
}

async function oneEmbedded(): Promise<Nodes> {
  const directory = await preparedDirectory();
  const app = await createApp(readConfig({ ...production, DATA_DIR: directory.path }));
  return {
    nodes: [app],
    async [Symbol.asyncDispose]() {
      await app.close();
      await directory[Symbol.asyncDispose]();
    },
  };
}

const databases = [
  { name: 'two nodes on PostgreSQL', possible: postgresqlPrograms() !== undefined, start: twoOnPostgresql },
  { name: 'one process on the embedded database', possible: true, start: oneEmbedded },
];

describe.each(databases.filter(({ possible }) => possible))('$name', ({ start }) => {
  let running: Nodes;
  beforeAll(async () => {
    running = await start();
  }, 120_000);
  afterAll(() => running?.[Symbol.asyncDispose]());
  const nodeOf = (number: number) => running.nodes[number % running.nodes.length] as App;
  const app = () => ({ app: nodeOf(0) });
  const tell = (raced: Raced) =>
    console.log(
      `p50 ${percentile(raced, 0.5).toFixed(1)} ms, p99 ${percentile(raced, 0.99).toFixed(1)} ms`,
      raced.outcomes,
    );

  it(`B7: ${attempts} attempts at twenty slots sell twenty`, async () => {
    const { offering, people } = await aCrowd(nodeOf(0), { units: 4, guests: 40 });
    const raced = await race(attempts, lanes, (number) => {
      const day = 10 + (number % 5);
      const by = people[number % people.length];
      if (by === undefined) throw new Error('There is nobody.');
      return createBooking(asking(nodeOf(number), by), {
        offeringId: offering.id,
        from: inDays(day),
        to: inDays(day + 1),
      });
    });
    tell(raced);
    expect(raced.failures).toEqual([]);
    expect(raced.outcomes).toEqual({ done: 20, SLOT_UNAVAILABLE: attempts - 20 });
    expect(await overlaps(app())).toBe(0);
    expect(await untrue(app())).toEqual([]);
  });

  it(`B7: ${attempts} holds, bookings, moves, cancellations, blocks and expiries at once`, async () => {
    const raced = await commotion(running.nodes, attempts, lanes, Math.random);
    tell(raced);
    expect(raced.failures).toEqual([]);
    expect(await overlaps(app())).toBe(0);
    expect(await untrue(app())).toEqual([]);
    await runOutHolds(nodeOf(0));
    // By the queue, within ten seconds.
    await eventually(async () => expect(await holding(app())).toBe(0), 10_000);
  });
});
