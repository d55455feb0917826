import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../src/app.js';
import { createBooking } from '../../src/bookings/create-booking.js';
import { readConfig } from '../../src/config.js';
import { inDays } from '../bookings/clock.js';
import { overlaps } from '../bookings/desk.js';
import { aCrowd, asking, commotion, percentile, race } from '../bookings/race.js';
import { eventually } from '../support/eventually.js';
import { type PostgresqlServer, startPostgresql } from '../support/postgresql-server.js';
import { postgresqlPrograms } from '../support/programs.js';

const attempts = 10_000;
const lanes = 16;

describe.skipIf(postgresqlPrograms() === undefined)('two nodes on PostgreSQL', () => {
  let server: PostgresqlServer;
  let nodes: App[];
  beforeAll(async () => {
    server = await startPostgresql({ fsync: true });
    const config = readConfig({
      DATABASE_URL: server.url,
      LOG_LEVEL: 'silent',
      DEMO: '0',
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://desk.example',
      AUTH_SECRET: 'a secret of thirty-two characters and more',
    });
    nodes = [await createApp(config), await createApp(config)];
  }, 120_000);
  afterAll(async () => {
    for (const node of nodes) await node.close();
    await server.close();
  });
  const nodeOf = (number: number) => nodes[number % nodes.length] as App;

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
    console.log(`p50 ${percentile(raced, 0.5).toFixed(1)} ms, p99 ${percentile(raced, 0.99).toFixed(1)} ms`);
    expect(raced.failures).toEqual([]);
    expect(raced.outcomes).toEqual({ done: 20, SLOT_UNAVAILABLE: attempts - 20 });
    expect(await overlaps({ app: nodeOf(0) })).toBe(0);
  });

  it(`B7: ${attempts} holds, bookings, moves, cancellations, blocks and expiries at once`, async () => {
    const raced = await commotion(nodes, attempts, lanes, Math.random);
    console.log(
      `p50 ${percentile(raced, 0.5).toFixed(1)} ms, p99 ${percentile(raced, 0.99).toFixed(1)} ms`,
      raced.outcomes,
    );
    expect(raced.failures).toEqual([]);
    expect(await overlaps({ app: nodeOf(0) })).toBe(0);
    const { database } = nodeOf(0);
    await database.script(`UPDATE hold SET expires_at = now() WHERE status = 'ACTIVE';
      UPDATE allocation SET expires_at = now() WHERE state = 'HELD'`);
    // By the queue.
    await eventually(async () =>
      expect(
        await database.query(`SELECT count(*)::int AS count FROM hold LEFT JOIN allocation a ON a.hold_id = hold.id AND a.state = 'HELD'
          WHERE hold.status = 'ACTIVE' OR a.id IS NOT NULL`),
      ).toEqual([{ count: 0 }]),
    );
  });
});
