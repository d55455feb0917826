import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';
import type { App } from '../../src/app.js';
import { createPayment } from '../../src/payments/create-payment.js';
import { refundPayment } from '../../src/payments/refund-payment.js';
import { asking, race } from '../bookings/race.js';
import { startApp } from '../support/app.js';
import { startTwoNodes } from '../support/two-nodes.js';
import { acts, aTill, doSomething, whatIsWrong } from './commotion.js';
import { StripeStandIn } from './stripe-stand-in.js';

let stripe: StripeStandIn;
// The embedded database belongs to one process alone.
let nodes: readonly App[];
let close: () => Promise<void>;
beforeAll(async () => {
  stripe = await StripeStandIn.start();
  if (inject('engine') === 'embedded') {
    const running = await startApp(stripe.env);
    nodes = [running.app];
    close = running.close;
  } else {
    const cluster = await startTwoNodes(stripe.env);
    nodes = cluster.nodes.map(({ app }) => app);
    close = cluster.close;
  }
});
afterAll(async () => {
  await close();
  await stripe[Symbol.asyncDispose]();
});
vi.setConfig({ testTimeout: 120_000 });
const nodeOf = (number: number): App => nodes[number % nodes.length] as App;

it('P4: of many who charge the same booking at once, one does; of many refunds, as many as there is money', async () => {
  const till = await aTill(nodeOf(0), 1);
  const { guest, owner, bookingIds } = till;
  const [bookingId = ''] = bookingIds;
  const charged = await race(12, 12, (number) =>
    createPayment(asking(nodeOf(number), guest), { bookingId, gateway: 'stripe' }),
  );
  expect(charged).toMatchObject({ failures: [], outcomes: { done: 1, NOTHING_DUE: 11 } });
  const [intent] = [...stripe.intents.values()];
  stripe.pay(intent?.id ?? '');
  expect(await whatIsWrong(nodeOf(1), stripe, till)).toEqual([]);
  const { id: paymentId } = await nodeOf(0).database.prisma.payment.findFirstOrThrow({ where: { bookingId } });
  // 200.00 in pieces of 30.00.
  const refunded = await race(12, 12, (number) =>
    refundPayment(asking(nodeOf(number), owner), { paymentId, amount: 3_000 }),
  );
  expect(refunded).toMatchObject({ failures: [], outcomes: { done: 6, AMOUNT_TOO_LARGE: 6 } });
  expect(await whatIsWrong(nodeOf(0), stripe, till)).toEqual([]);
  expect(stripe.leftOf(intent?.id ?? '')).toBe(2_000);
});

it('P4: whatever happens to money at once, on every node, happens once', async () => {
  const till = await aTill(nodeOf(0), 3);
  const random = (most: number) => Math.floor(Math.random() * most);
  const raced = await race(150, 8, (number) =>
    doSomething(nodeOf(number), stripe, till, acts[random(acts.length)] ?? 'charge', random(30_000)),
  );
  expect(raced.failures).toEqual([]);
  expect(await whatIsWrong(nodeOf(0), stripe, till)).toEqual([]);
});
