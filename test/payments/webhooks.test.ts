import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { startTwoNodes } from '../support/two-nodes.js';
import { aCashier, rawId } from './cashier.js';
import { checkout, deliver, type Online, reconcile, rowOf, startOnline } from './online.js';
import { StripeStandIn } from './stripe-stand-in.js';

let online: Online;
beforeAll(async () => {
  online = await startOnline();
});
afterAll(() => online.close());
beforeEach(() => {
  Object.assign(online.stripe, { lost: 0, down: 0 });
});

/** How often Stripe is asked because of an event. */
const jobsOf = async ({ app }: Pick<Online['running'], 'app'>, id: string) =>
  (
    await app.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pgboss.job WHERE name = 'sync-payment' AND data->>'paymentId' = $1`,
      [rawId(id)],
    )
  )[0]?.count;

it('threat 22: a webhook without a header is refused, and writes nothing', async () => {
  const { stripe, running } = online;
  const { payment, ref } = await checkout(online);
  const { id, payload } = stripe.event(stripe.pay(ref));
  expect(await deliver(running, { payload })).toBe(401);
  expect(await running.app.database.prisma.gatewayEvent.count({ where: { id } })).toBe(0);
  expect(await jobsOf(running, payment.id)).toBe(0);
});

it('threat 22: a body that is too large is refused before it is read, signed or not', async () => {
  const { stripe, running } = online;
  const event = stripe.event({ object: 'payment_intent', id: 'pi_large', description: 'x'.repeat(300_000) });
  expect(await deliver(running, event)).toBe(413);
  expect(await running.app.database.prisma.gatewayEvent.count({ where: { id: event.id } })).toBe(0);
});

it('threat 22: an event that is replayed is acknowledged, and Stripe is asked once', async () => {
  const { stripe, running } = online;
  const { payment, ref } = await checkout(online);
  const event = stripe.event(stripe.pay(ref));
  for (let times = 0; times < 3; times++) expect(await deliver(running, event)).toBe(200);
  await eventually(async () => expect(await rowOf(running, payment.id)).toMatchObject({ status: 'CAPTURED' }));
  expect(await jobsOf(running, payment.id)).toBe(1);
  expect(await running.app.database.prisma.gatewayEvent.count({ where: { id: event.id } })).toBe(1);
});

it('P3: an event that comes before anybody knows what Stripe calls the payment does no harm, and nothing is lost', async () => {
  const { stripe, running } = online;
  // Both answers are lost, that to the library's own second attempt too.
  stripe.lost = 2;
  const { payment, ref } = await checkout(online);
  expect(ref).toBe('');
  const intent = [...stripe.intents.values()].find(({ metadata }) => metadata.frontdesk_payment === rawId(payment.id));
  expect(await deliver(running, stripe.event(stripe.pay(intent?.id ?? '')))).toBe(200);
  expect(await rowOf(running, payment.id)).toMatchObject({ status: 'CREATED', gatewayRef: null });
  await reconcile(running);
  expect(await rowOf(running, payment.id)).toMatchObject({ status: 'CAPTURED', gatewayRef: intent?.id });
  expect(stripe.intents.get(intent?.id ?? '')?.amount_received).toBe(10_000);
});

it.runIf(inject('engine') === 'postgresql')(
  'threat 22: an event that two nodes receive at once is taken once',
  async () => {
    await using stripe = await StripeStandIn.start();
    await using cluster = await startTwoNodes({ LIMIT_USER_COST: '1000000', ...stripe.env });
    const [first, second] = cluster.nodes;
    const cashier = await aCashier(first);
    const { payment, ref } = await checkout({ running: first, cashier });
    const event = stripe.event(stripe.pay(ref));
    const statuses = await Promise.all([first, second, first, second].map((node) => deliver(node, event)));
    expect(statuses).toEqual([200, 200, 200, 200]);
    await eventually(async () => expect(await rowOf(second, payment.id)).toMatchObject({ status: 'CAPTURED' }));
    expect(await jobsOf(first, payment.id)).toBe(1);
    expect((await rowOf(first, payment.id)).ledger.map(({ kind }) => kind)).toEqual(['CAPTURED']);
  },
);
