import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { done, refused } from './cashier.js';
import { checkout, deliver, type Online, reconcile, rowOf, startOnline } from './online.js';
import { webhookSecret } from './stripe-stand-in.js';

let online: Online;
const lines: string[] = [];
beforeAll(async () => {
  online = await startOnline({ LOG_LEVEL: 'trace' }, { log: { write: (line) => void lines.push(line) } });
});
afterAll(() => online.close());

it('threat 26: the log of a whole story of payments, with all that can go wrong, holds no secret', async () => {
  const { stripe, running, cashier } = online;
  const owner = cashier.owner.token;
  const { payment, ref } = await checkout(online);
  const event = stripe.event(stripe.pay(ref));
  expect(await deliver(running, { ...event, signature: event.signature.replace(/.$/, '!') })).toBe(401);
  expect(await deliver(running, event)).toBe(200);
  await eventually(async () => expect(await rowOf(running, payment.id)).toMatchObject({ status: 'CAPTURED' }));
  // Away, and then refused.
  stripe.down = Number.POSITIVE_INFINITY;
  await done(running, 'refundPayment', { id: payment.id, amount: 1_000 }, owner);
  await reconcile(running);
  stripe.down = 0;
  stripe.refundElsewhere(ref, 10_000);
  await reconcile(running);
  expect(await rowOf(running, payment.id)).toMatchObject({ status: 'REFUNDED' });
  stripe.lost = 2;
  const other = await checkout(online);
  await reconcile(running);
  await done(running, 'cancelPayment', { id: other.payment.id }, cashier.phone);
  await refused(running, 'refundPayment', { id: other.payment.id }, owner);
  stripe.dispute(ref, 10_000);
  await reconcile(running);

  const log = lines.join('');
  // It was looked at: what was not answered stands there.
  expect(log).toContain('GatewayUnavailable');
  expect(log).toContain('/webhooks/payments/stripe');
  const { STRIPE_SECRET_KEY: key } = stripe.env;
  const secrets = [...stripe.intents.values()].map(({ client_secret }) => client_secret);
  const signature = /v1=(\w+)/.exec(event.signature)?.[1] ?? '';
  expect(signature).toMatch(/^\w{64}$/);
  for (const secret of [key, webhookSecret, signature, ...secrets, owner, cashier.phone])
    expect(log).not.toContain(secret);
  expect(log).not.toMatch(/_secret|sk_test|whsec|v1=|Bearer/);
});
