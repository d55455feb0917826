import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { RunningApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { anOrder } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { act, aNight, billFor, type Cashier, done, rawId, refused } from './cashier.js';
import { checkout as checkoutOf, deliver as deliverTo, reconcile as reconcileIn, startOnline } from './online.js';
import type { StripeStandIn } from './stripe-stand-in.js';

let stripe: StripeStandIn;
let running: RunningApp;
let cashier: Cashier;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ stripe, running, cashier, close } = await startOnline());
});
afterAll(() => close());
beforeEach(() => {
  Object.assign(stripe, { lost: 0, down: 0, refundStatus: 'succeeded' });
  stripe.effects.length = 0;
});

const payments = () => running.app.database.prisma.payment;

const checkout = (input: object = {}) => checkoutOf({ running, cashier }, { ...input });
const deliver = (event: { payload: string; signature: string }) => deliverTo(running, event);
const reconcile = () => reconcileIn(running);

const now = async (id: string) => {
  const { data, errors } = await running.ask(
    'query ($id: ID!) { payment(id: $id) { status failureReason captured { amount } refunded { amount } refundPending { amount } ledger { kind } } }',
    { id },
    cashier.owner.token,
  );
  expect(errors).toBeUndefined();
  return data.payment;
};
const kinds = async (id: string) => (await now(id)).ledger.map(({ kind }: { kind: string }) => kind);

it('P3: a guest pays by Stripe: a secret for their browser, and the webhook confirms the booking', async () => {
  const { bookingId, payment, ref } = await checkout();
  expect(payment).toMatchObject({ status: 'CREATED', gateway: 'stripe', clientSecret: `${ref}_secret` });
  expect(stripe.intents.get(ref)).toMatchObject({
    amount: 10_000,
    currency: 'eur',
    metadata: { frontdesk_payment: rawId(payment.id) },
  });
  expect(await deliver(stripe.event(stripe.pay(ref)))).toBe(200);
  await eventually(async () => expect(await now(payment.id)).toMatchObject({ status: 'CAPTURED' }));
  expect(await billFor(running, bookingId, cashier.phone)).toMatchObject({ booking: 'CONFIRMED', status: 'PAID' });
  // Nobody else gets the secret, and nobody says what Stripe says.
  const asked = await running.ask(
    'query ($id: ID!) { payment(id: $id) { clientSecret } }',
    { id: payment.id },
    cashier.owner.token,
  );
  expect(asked).toMatchObject({
    data: { payment: { clientSecret: null } },
    errors: [{ extensions: { code: 'FORBIDDEN' } }],
  });
});

it('P3: what Stripe says by itself, nobody says for it', async () => {
  const { payment } = await checkout();
  for (const name of ['capturePayment', 'failPayment'])
    expect(await refused(running, name, { id: payment.id }, cashier.owner.token)).toMatchObject([
      { code: 'GATEWAY_DECIDES' },
    ]);
});

it('P3: money that is reserved first, and captured in part; another that is cancelled', async () => {
  const owner = cashier.owner.token;
  const reserve = async () => {
    const { id: bookingId } = await aNight(running, cashier);
    const { id } = await done(running, 'createPayment', { bookingId, gateway: 'stripe', captureLater: true }, owner);
    const { gatewayRef } = await payments().findUniqueOrThrow({ where: { id: rawId(id) } });
    stripe.pay(gatewayRef ?? '');
    await reconcile();
    expect(await now(id)).toMatchObject({ status: 'AUTHORIZED' });
    return id;
  };
  const taken = await reserve();
  expect(await done(running, 'capturePayment', { id: taken, amount: 6_000 }, owner)).toMatchObject({
    status: 'CAPTURED',
    captured: { amount: 6_000 },
  });
  const given = await reserve();
  expect(await done(running, 'cancelPayment', { id: given }, owner)).toMatchObject({ status: 'CANCELLED' });
});

it('threat 22: webhooks without a signature, with another, altered, or signed too long ago are refused', async () => {
  const { payment, ref } = await checkout();
  const intent = stripe.pay(ref);
  const good = stripe.event(intent);
  expect(await deliver({ ...good, signature: '' })).toBe(401);
  expect(
    await deliver({ ...good, signature: good.signature.replace(/.$/, (last) => (last === '0' ? '1' : '0')) }),
  ).toBe(401);
  expect(await deliver({ ...good, payload: good.payload.replace('10000', '10001') })).toBe(401);
  // The same JSON in other bytes is not what was signed.
  expect(await deliver({ ...good, payload: JSON.stringify(JSON.parse(good.payload)) })).toBe(401);
  expect(await deliver(stripe.event(intent, { signedAt: Date.now() - 301_000 }))).toBe(401);
  expect(await running.app.database.prisma.gatewayEvent.count({ where: { id: good.id } })).toBe(0);
  expect(await now(payment.id)).toMatchObject({ status: 'CREATED' });
  expect((await fetch(`${running.url}/webhooks/payments/stripe`)).status).toBe(405);
  expect((await fetch(`${running.url}/webhooks/payments/desk`, { method: 'POST' })).status).toBe(404);
  expect((await fetch(`${running.url}/webhooks/payments/gold`, { method: 'POST' })).status).toBe(404);
  expect(await deliver(good)).toBe(200);
  await eventually(async () => expect(await now(payment.id)).toMatchObject({ status: 'CAPTURED' }));
});

it('P3: webhooks that come twice, in another order, late, or about others come to the same', async () => {
  const { payment, ref } = await checkout();
  const failed = stripe.event(structuredClone(stripe.pay(ref, 'fails')), { type: 'payment_intent.payment_failed' });
  const succeeded = stripe.event(structuredClone(stripe.pay(ref)));
  // The later one first, each twice, and one about a payment that is not ours.
  for (const event of [succeeded, failed, succeeded, failed]) expect(await deliver(event)).toBe(200);
  expect(await deliver(stripe.event({ object: 'payment_intent', id: 'pi_of_others' }))).toBe(200);
  expect(await deliver(stripe.event({ object: 'customer', id: 'cus_1' }, { type: 'customer.created' }))).toBe(200);
  await eventually(async () => expect(await now(payment.id)).toMatchObject({ status: 'CAPTURED' }));
  expect(await running.app.database.prisma.gatewayEvent.count({ where: { id: succeeded.id } })).toBe(1);
  await reconcile();
  expect(await now(payment.id)).toMatchObject({ status: 'CAPTURED', captured: { amount: 10_000 } });
  expect(await kinds(payment.id)).toEqual(['CAPTURED']);
});

it('P1: an attempt that takes time, fails, and is tried again with another card', async () => {
  const { payment, ref } = await checkout();
  stripe.pay(ref, 'takes time');
  await reconcile();
  expect(await now(payment.id)).toMatchObject({ status: 'PROCESSING' });
  stripe.pay(ref, 'fails');
  await reconcile();
  expect(await now(payment.id)).toMatchObject({ status: 'FAILED', failureReason: 'card_declined' });
  stripe.pay(ref);
  await reconcile();
  expect(await now(payment.id)).toMatchObject({ status: 'CAPTURED' });
});

it('P4: a charge whose answer is lost is made once', async () => {
  // The library tries again once by itself, so that both answers have to be lost.
  stripe.lost = 2;
  const { payment, ref } = await checkout({ idempotencyKey: 'a lost answer' });
  expect(ref).toBe('');
  expect(payment).toMatchObject({ status: 'CREATED', clientSecret: null });
  await reconcile();
  const made = [...stripe.intents.values()].filter(({ metadata }) => metadata.frontdesk_payment === rawId(payment.id));
  expect(made).toHaveLength(1);
  expect(stripe.effects.filter((effect) => effect === 'POST payment_intents')).toHaveLength(1);
  const { gatewayRef } = await payments().findUniqueOrThrow({ where: { id: rawId(payment.id) } });
  expect(gatewayRef).toBe(made[0]?.id);
});

it('P4: a refund whose answer is lost, or that is asked for again, gives the money back once', async () => {
  const owner = cashier.owner.token;
  const { payment, ref } = await checkout();
  stripe.pay(ref);
  await reconcile();
  const input = { id: payment.id, amount: 4_000, idempotencyKey: 'refund of a lost answer' };
  const begin = stripe.effects.length;
  stripe.refundStatus = 'pending';
  const first = await done(running, 'refundPayment', input, owner);
  expect(first).toMatchObject({ status: 'CAPTURED', refundPending: { amount: 4_000 } });
  expect(await done(running, 'refundPayment', input, owner)).toMatchObject({ refundPending: { amount: 4_000 } });
  // What is on its way cannot be given back a second time.
  expect(await refused(running, 'refundPayment', { id: payment.id, amount: 6_001 }, owner)).toMatchObject([
    { code: 'AMOUNT_TOO_LARGE' },
  ]);
  for (const refund of stripe.refunds) refund.status = 'succeeded';
  await reconcile();
  expect(await now(payment.id)).toMatchObject({ status: 'PARTIALLY_REFUNDED', refundPending: { amount: 0 } });

  stripe.refundStatus = 'succeeded';
  stripe.down = Number.POSITIVE_INFINITY;
  const second = await done(running, 'refundPayment', { id: payment.id, amount: 1_000 }, owner);
  expect(second).toMatchObject({ refundPending: { amount: 1_000 }, refunded: { amount: 4_000 } });
  // It is back: what it does now, nobody hears of at first.
  Object.assign(stripe, { down: 0, lost: 2 });
  await Promise.all([reconcile(), reconcile(), reconcile()]);
  await reconcile();
  expect(await now(payment.id)).toMatchObject({ refundPending: { amount: 0 }, refunded: { amount: 5_000 } });
  expect(stripe.effects.slice(begin).filter((effect) => effect === 'POST refunds')).toHaveLength(2);
  expect(stripe.refunds.filter(({ payment_intent }) => payment_intent === ref)).toHaveLength(2);
});

it('P3: what Stripe will never do is not asked for again', async () => {
  const owner = cashier.owner.token;
  const { payment, ref } = await checkout();
  stripe.pay(ref);
  await reconcile();
  // Somebody gave all of it back in Stripe's dashboard, and nobody has told us.
  stripe.refundElsewhere(ref, 10_000);
  await done(running, 'refundPayment', { id: payment.id, amount: 1_000 }, owner);
  await eventually(async () => {
    await reconcile();
    expect(await now(payment.id)).toMatchObject({ status: 'REFUNDED', refundPending: { amount: 0 } });
  });
  expect(await kinds(payment.id)).toContain('REFUND_RELEASED');
  const { checkAt } = await payments().findUniqueOrThrow({ where: { id: rawId(payment.id) } });
  // But for the look once a day.
  expect(checkAt?.getTime()).toBeGreaterThan(Date.now() + 23 * 3_600_000);
});

it('P3: a charge that Stripe does not take is over, and says why', async () => {
  const { id: bookingId } = await aNight(running, cashier);
  const owner = cashier.owner.token;
  const small = await done(running, 'createPayment', { bookingId, gateway: 'stripe', amount: 10 }, owner);
  expect(small).toMatchObject({ status: 'CANCELLED', failureReason: 'amount_too_small' });
  // And is not in the way of another.
  expect(await done(running, 'createPayment', { bookingId, gateway: 'stripe' }, owner)).toMatchObject({
    status: 'CREATED',
  });
});

it('P1: a refund that comes back, and a dispute that is won', async () => {
  const { payment, ref } = await checkout();
  stripe.pay(ref);
  await reconcile();
  await done(running, 'refundPayment', { id: payment.id, amount: 3_000 }, cashier.owner.token);
  expect(await now(payment.id)).toMatchObject({ status: 'PARTIALLY_REFUNDED', refunded: { amount: 3_000 } });
  const refund = stripe.refunds.at(-1);
  Object.assign(refund ?? {}, { status: 'failed', failure_reason: 'lost_or_stolen_card' });
  expect(await deliver(stripe.event(refund ?? {}, { type: 'refund.failed' }))).toBe(200);
  await eventually(async () => expect(await now(payment.id)).toMatchObject({ status: 'CAPTURED' }));
  expect(await kinds(payment.id)).toEqual(['CAPTURED', 'REFUND_REQUESTED', 'REFUNDED', 'REFUND_REVERSED']);

  const dispute = stripe.dispute(ref, 10_000);
  expect(await deliver(stripe.event(dispute, { type: 'charge.dispute.created' }))).toBe(200);
  await eventually(async () => expect(await now(payment.id)).toMatchObject({ status: 'DISPUTED' }));
  expect(await refused(running, 'refundPayment', { id: payment.id }, cashier.owner.token)).toMatchObject([
    { code: 'INVALID_TRANSITION', from: 'DISPUTED' },
  ]);
  dispute.status = 'won';
  expect(await deliver(stripe.event(dispute, { type: 'charge.dispute.closed' }))).toBe(200);
  await eventually(async () => expect(await now(payment.id)).toMatchObject({ status: 'CAPTURED' }));
});

it('P5: nobody can pay for a booking that is over, and what came too late goes back by itself', async () => {
  const open = await checkout();
  const late = await checkout();
  const ids = [open, late].map(({ bookingId }) => rawId(bookingId));
  await running.app.database.prisma.booking.updateMany({ where: { id: { in: ids } }, data: { status: 'EXPIRED' } });
  stripe.pay(late.ref);
  await reconcile();
  expect(await now(open.payment.id)).toMatchObject({ status: 'CANCELLED' });
  expect(stripe.intents.get(open.ref)?.status).toBe('canceled');
  await reconcile();
  expect(await now(late.payment.id)).toMatchObject({ status: 'REFUNDED', refunded: { amount: 10_000 } });
});

it('P5: neither for an order that was called off', async () => {
  const { id: bookingId } = await aNight(running, cashier);
  const order = await anOrder(running.app, cashier.property, {
    guestId: cashier.guest.id,
    bookingId: rawId(bookingId),
  });
  const input = { orderId: globalId('Order', order.id), gateway: 'stripe' };
  const { id } = await done(running, 'createPayment', input, cashier.phone);
  await running.app.database.prisma.order.update({ where: { id: order.id }, data: { status: 'CANCELLED' } });
  const { gatewayRef } = await payments().findUniqueOrThrow({ where: { id: rawId(id) } });
  stripe.pay(gatewayRef ?? '');
  await reconcile();
  await reconcile();
  expect(await now(id)).toMatchObject({ status: 'REFUNDED', refunded: { amount: 2_500 } });
});

it('P4: while Stripe is away nothing is lost: what was asked for is done when it is back', async () => {
  const owner = cashier.owner.token;
  const { payment, ref } = await checkout();
  stripe.pay(ref);
  await reconcile();
  stripe.down = Number.POSITIVE_INFINITY;
  const { data } = await running.ask(act('refundPayment'), { input: { id: payment.id } }, owner);
  expect(data.refundPayment).toMatchObject({ payment: { status: 'CAPTURED', refundPending: { amount: 10_000 } } });
  await reconcile();
  expect(await now(payment.id)).toMatchObject({ status: 'CAPTURED', refundPending: { amount: 10_000 } });
  stripe.down = 0;
  await reconcile();
  expect(await now(payment.id)).toMatchObject({ status: 'REFUNDED' });
});

it('threat 14: nothing of what Stripe is told or answers is kept but its names for things', async () => {
  const rows = await running.app.database.query('SELECT * FROM payment');
  expect(JSON.stringify(rows)).not.toMatch(/_secret|sk_test|whsec/);
  const unknown = await running.ask(
    'query ($id: ID!) { payment(id: $id) { status } }',
    { id: globalId('Payment', '01900000-0000-7000-8000-000000000000') },
    cashier.phone,
  );
  expect(unknown.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
});
