import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { percentile, race } from '../bookings/race.js';
import { acts, aTill, doSomething, whatIsWrong } from '../payments/commotion.js';
import { StripeStandIn } from '../payments/stripe-stand-in.js';
import { type PostgresqlServer, startPostgresql } from '../support/postgresql-server.js';
import { postgresqlPrograms } from '../support/programs.js';

const attempts = 2_000;
const lanes = 16;

describe.skipIf(postgresqlPrograms() === undefined)('two nodes on PostgreSQL, and Stripe', () => {
  let server: PostgresqlServer;
  let stripe: StripeStandIn;
  let nodes: App[];
  beforeAll(async () => {
    server = await startPostgresql({ fsync: true });
    stripe = await StripeStandIn.start();
    const config = readConfig({
      ...stripe.env,
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
    await stripe[Symbol.asyncDispose]();
    await server.close();
  });
  const nodeOf = (number: number) => nodes[number % nodes.length] as App;

  it(`P4: ${attempts} charges, payments, refunds, webhooks and lost answers at once move money once`, async () => {
    const till = await aTill(nodeOf(0), 24);
    const random = (most: number) => Math.floor(Math.random() * most);
    const raced = await race(attempts, lanes, (number) =>
      doSomething(nodeOf(number), stripe, till, acts[random(acts.length)] ?? 'charge', random(30_000)),
    );
    console.log(
      `p50 ${percentile(raced, 0.5).toFixed(1)} ms, p99 ${percentile(raced, 0.99).toFixed(1)} ms;`,
      `${stripe.intents.size} charges and ${stripe.refunds.length} refunds at Stripe`,
    );
    expect(raced.failures).toEqual([]);
    expect(stripe.refunds.length).toBeGreaterThan(10);
    expect(await whatIsWrong(nodeOf(0), stripe, till)).toEqual([]);
  });
});
