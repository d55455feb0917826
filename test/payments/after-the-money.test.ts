import { afterAll, beforeAll, expect, it } from 'vitest';
import { nextCheck } from '../../src/payments/next-check.js';
import { reconcilePayments } from '../../src/payments/reconcile-payments.js';
import { billFor, done, rawId } from './cashier.js';
import { checkout, type Online, reconcile, rowOf, startOnline } from './online.js';

let online: Online;
beforeAll(async () => {
  online = await startOnline();
});
afterAll(() => online.close());

const row = (id: string) => rowOf(online.running, id);
const hours = (at: Date | null) => ((at?.getTime() ?? Number.NaN) - Date.now()) / 3_600_000;

async function paid() {
  const { stripe, running } = online;
  const bought = await checkout(online);
  stripe.pay(bought.ref);
  await reconcile(running);
  expect(await row(bought.payment.id)).toMatchObject({ status: 'CAPTURED' });
  return bought;
}

/** Nobody says that it is time: the clock of the database has come to it. */
async function aDayLater(id: string) {
  const { app } = online.running;
  await app.database.query(`UPDATE payment SET check_at = check_at - interval '1 day' WHERE id = '${rawId(id)}'`);
  await reconcilePayments(app);
}

it('P3: a dispute and a refund that no webhook tells of are heard of within a day', async () => {
  const { stripe, running, cashier } = online;
  const { payment, ref, bookingId } = await paid();
  expect(hours((await row(payment.id)).checkAt)).toBeCloseTo(24, 1);
  stripe.refundElsewhere(ref, 2_500);
  await aDayLater(payment.id);
  expect(await row(payment.id)).toMatchObject({ status: 'PARTIALLY_REFUNDED', refundedAmount: 2_500 });
  const dispute = stripe.dispute(ref, 7_500);
  await aDayLater(payment.id);
  expect(await row(payment.id)).toMatchObject({ status: 'DISPUTED', disputedAmount: 7_500 });
  expect((await billFor(running, bookingId, cashier.phone)).due).toBe(10_000);
  expect(hours((await row(payment.id)).checkAt)).toBeCloseTo(1, 1);
  dispute.status = 'won';
  await aDayLater(payment.id);
  expect(await row(payment.id)).toMatchObject({ status: 'PARTIALLY_REFUNDED', disputedAmount: 0 });
  expect(hours((await row(payment.id)).checkAt)).toBeCloseTo(24, 1);
});

it('P3: the older money is, the more seldom it is asked about, until nothing can come of it', () => {
  const about = (status: 'CAPTURED' | 'DISPUTED' | 'CANCELLED', days: number) =>
    hours(
      nextCheck(
        { status, asked: null, refundPendingAmount: 0, createdAt: new Date(Date.now() - days * 86_400_000) },
        new Date(),
      ),
    );
  expect(about('CAPTURED', 119)).toBeCloseTo(24, 1);
  expect(about('CAPTURED', 121)).toBeCloseTo(7 * 24, 1);
  expect(about('DISPUTED', 121)).toBeCloseTo(24, 1);
  expect(about('CAPTURED', 541)).toBeNaN();
  expect(about('CANCELLED', 0)).toBeNaN();
});

it('P1: a dispute of more than was captured counts as all of it, and a second one waits for its turn', async () => {
  const { stripe, running } = online;
  const { payment, ref } = await paid();
  const [first, second] = [stripe.dispute(ref, 10_400), stripe.dispute(ref, 3_000)];
  await reconcile(running);
  expect(await row(payment.id)).toMatchObject({ status: 'DISPUTED', disputedAmount: 10_000 });
  // What happens then is heard, too.
  first.status = 'won';
  await reconcile(running);
  expect(await row(payment.id)).toMatchObject({ status: 'DISPUTED', disputedAmount: 3_000 });
  second.status = 'won';
  await reconcile(running);
  expect(await row(payment.id)).toMatchObject({ status: 'CAPTURED', disputedAmount: 0 });
  await done(running, 'refundPayment', { id: payment.id }, online.cashier.owner.token);
  expect(await row(payment.id)).toMatchObject({ status: 'REFUNDED', refundedAmount: 10_000 });
});
