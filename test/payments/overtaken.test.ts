import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { transact } from '../../src/database/transaction.js';
import { lockPayment } from '../../src/payments/lock-payment.js';
import { post } from '../../src/payments/post.js';
import { syncPayment } from '../../src/payments/sync-payment.js';
import { system } from '../../src/realtime/event.js';
import { aNight, done, rawId } from './cashier.js';
import { checkout, type Online, reconcile, rowOf, startOnline } from './online.js';

let online: Online;
beforeAll(async () => {
  online = await startOnline();
});
afterAll(() => online.close());
beforeEach(() => {
  Object.assign(online.stripe, { lost: 0, down: 0, captureRefused: null, whenAsked: undefined });
});

const row = (id: string) => rowOf(online.running, id);
const kinds = async (id: string) => (await row(id)).ledger.map(({ kind }) => kind);

/** A payment that is only reserved until somebody captures it. */
async function reservation() {
  const { running, cashier } = online;
  const { id: bookingId } = await aNight(running, cashier);
  const input = { bookingId, gateway: 'stripe', captureLater: true };
  const { id } = await done(running, 'createPayment', input, cashier.owner.token);
  return { id, ref: (await row(id)).gatewayRef ?? '' };
}

async function reserved() {
  const reservationOf = await reservation();
  online.stripe.pay(reservationOf.ref);
  await reconcile(online.running);
  expect(await row(reservationOf.id)).toMatchObject({ status: 'AUTHORIZED' });
  return reservationOf;
}

it('P3: an answer that was overtaken on its way is not taken for true', async () => {
  const { stripe, running } = online;
  const { id, ref } = await reservation();
  stripe.pay(ref, 'fails');
  const late = stripe.delayNext();
  const first = syncPayment(running.app, rawId(id));
  await late.asked;
  // Another card, which another node hears of first.
  stripe.pay(ref);
  await syncPayment(running.app, rawId(id));
  expect(await row(id)).toMatchObject({ status: 'AUTHORIZED' });
  late.arrive();
  await first;
  expect(await row(id)).toMatchObject({ status: 'AUTHORIZED', failureReason: null });
  expect(await kinds(id)).toEqual(['AUTHORIZED']);
});

it('P3: one that fails and is reserved again in between is reserved', async () => {
  const { stripe, running } = online;
  const { id, ref } = await reserved();
  await transact(running.app.database, async (tx) =>
    post(tx, system, await lockPayment(tx, rawId(id)), [{ kind: 'FAILED', part: 'another attempt' }]),
  );
  expect(await row(id)).toMatchObject({ status: 'FAILED' });
  stripe.pay(ref);
  await reconcile(running);
  expect(await row(id)).toMatchObject({ status: 'AUTHORIZED' });
});

it('P3: Stripe is asked anew a few times, and later again, while somebody else writes all the time', async () => {
  const { stripe, running } = online;
  const { id, ref } = await reservation();
  stripe.pay(ref, 'fails');
  let asked = 0;
  stripe.whenAsked = async () => {
    asked += 1;
    const attempt = [{ kind: 'PROCESSING', part: `attempt ${asked}` }] as const;
    await transact(running.app.database, async (tx) => post(tx, system, await lockPayment(tx, rawId(id)), attempt));
  };
  await syncPayment(running.app, rawId(id));
  expect(asked).toBe(4);
  const { status, checkAt } = await row(id);
  expect(status).toBe('PROCESSING');
  expect(checkAt?.getTime()).toBeLessThan(Date.now() + 20_000);
  stripe.whenAsked = undefined;
  await reconcile(running);
  expect(await row(id)).toMatchObject({ status: 'FAILED' });
});

it('P1: what cannot be captured stays reserved, says why, and is captured when it is asked for anew', async () => {
  const { stripe, running, cashier } = online;
  const owner = cashier.owner.token;
  const { id } = await reserved();
  const { version } = await row(id);
  stripe.captureRefused = 'amount_too_large';
  expect(await done(running, 'capturePayment', { id }, owner)).toMatchObject({
    status: 'AUTHORIZED',
    failureReason: 'amount_too_large',
    version: version + 1,
  });
  expect(await row(id)).toMatchObject({ asked: null });
  expect(await kinds(id)).toEqual(['AUTHORIZED']);
  stripe.captureRefused = null;
  expect(await done(running, 'capturePayment', { id, amount: 6_000 }, owner)).toMatchObject({
    status: 'CAPTURED',
    captured: { amount: 6_000 },
  });
});

it('P3: what could not be cancelled once is cancelled when it is asked for anew', async () => {
  const { stripe, running, cashier } = online;
  const { payment, ref } = await checkout(online);
  stripe.pay(ref, 'takes time');
  await done(running, 'cancelPayment', { id: payment.id }, cashier.phone);
  expect(await row(payment.id)).toMatchObject({ status: 'PROCESSING', asked: null });
  stripe.pay(ref, 'fails');
  expect(await done(running, 'cancelPayment', { id: payment.id }, cashier.phone)).toMatchObject({
    status: 'CANCELLED',
  });
});
