import { afterAll, beforeAll, expect, it } from 'vitest';
import { aBooking, anOrder } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { aCashier, billFor, done, refused } from './cashier.js';
import { type Online, reconcile, rowOf, startOnline } from './online.js';

let online: Online;
beforeAll(async () => {
  online = await startOnline();
});
afterAll(() => online.close());

/** A booking at a property that counts in this currency. */
async function bookingOf(currency: string, totalAmount: number) {
  const cashier = await aCashier(online.running, {}, { currency });
  const booking = await aBooking(online.running.app, cashier.offering, {
    guestId: cashier.guest.id,
    totalAmount,
    currency,
    status: 'CONFIRMED',
  });
  return { ...cashier, booking, bookingId: globalId('Booking', booking.id) };
}

/** Paid by Stripe; answers what Stripe was told, and the payment. */
async function paidOnline(currency: string, totalAmount: number) {
  const { stripe, running } = online;
  const at = await bookingOf(currency, totalAmount);
  const { id } = await done(running, 'createPayment', { bookingId: at.bookingId, gateway: 'stripe' }, at.phone);
  const { gatewayRef } = await rowOf(running, id);
  const intent = stripe.pay(gatewayRef ?? '');
  await reconcile(running);
  return { ...at, id, intent };
}

for (const [currency, amount, atStripe] of [
  ['VND', 2_450_000, 2_450_000],
  ['JPY', 18_001, 18_001],
  ['KWD', 12_340, 12_340],
  // One króna by ISO 4217 is a hundred of what Stripe counts.
  ['ISK', 14_901, 1_490_100],
] as const)
  it(`P3: ${currency} is charged, given back and disputed as much as it is, in its own minor units`, async () => {
    const { running, stripe } = online;
    const { id, intent, bookingId, phone, owner } = await paidOnline(currency, amount);
    expect(intent).toMatchObject({ amount: atStripe, currency: currency.toLowerCase() });
    expect(await rowOf(running, id)).toMatchObject({ status: 'CAPTURED', capturedAmount: amount });
    expect(await billFor(running, bookingId, phone)).toMatchObject({ status: 'PAID', paid: amount });
    await done(running, 'refundPayment', { id, amount: 120 }, owner.token);
    expect(stripe.refunds.at(-1)).toMatchObject({ amount: (120 * atStripe) / amount, currency: intent.currency });
    expect(await rowOf(running, id)).toMatchObject({ refundedAmount: 120, refundPendingAmount: 0 });
    stripe.dispute(intent.id, (1_000 * atStripe) / amount);
    await reconcile(running);
    expect(await rowOf(running, id)).toMatchObject({ status: 'DISPUTED', disputedAmount: 1_000 });
  });

it('P3: a dispute in the currency of a bank elsewhere counts as all of it', async () => {
  const { running, stripe } = online;
  const { id, intent } = await paidOnline('JPY', 9_000);
  stripe.dispute(intent.id, 5_871).currency = 'usd';
  await reconcile(running);
  expect(await rowOf(running, id)).toMatchObject({ status: 'DISPUTED', disputedAmount: 9_000 });
});

it('P3: what Stripe would charge otherwise than it is meant is refused before anybody is asked to pay', async () => {
  const { running, stripe } = online;
  const before = stripe.intents.size;
  for (const currency of ['MGA', 'UGX']) {
    const { bookingId, phone, owner } = await bookingOf(currency, 50_000);
    expect(await refused(running, 'createPayment', { bookingId, gateway: 'stripe' }, phone)).toMatchObject([
      { __typename: 'ValidationError', code: 'CURRENCY_NOT_TAKEN', field: 'gateway' },
    ]);
    // The desk takes it.
    await done(running, 'createPayment', { bookingId, gateway: 'desk' }, owner.token);
  }
  const { bookingId, phone } = await bookingOf('KWD', 12_345);
  expect(await refused(running, 'createPayment', { bookingId, gateway: 'stripe' }, phone)).toMatchObject([
    { __typename: 'ValidationError', code: 'AMOUNT_NOT_TAKEN', field: 'amount' },
  ]);
  expect(stripe.intents.size).toBe(before);
  const { id, owner } = await paidOnline('KWD', 12_340);
  expect(await refused(running, 'refundPayment', { id, amount: 1_234 }, owner.token)).toMatchObject([
    { code: 'AMOUNT_NOT_TAKEN' },
  ]);
});

it('P1: sums above 2147483647 are right, and paid by more than one payment', async () => {
  const { running } = online;
  const at = await bookingOf('VND', 2_000_000_000);
  const { bookingId, booking, property, phone } = at;
  const owner = at.owner.token;
  await anOrder(running.app, property, {
    bookingId: booking.id,
    status: 'DELIVERED',
    totalAmount: 2_000_000_000,
    currency: 'VND',
  });
  expect(await billFor(running, bookingId, phone)).toMatchObject({ status: 'UNPAID', due: 4_000_000_000 });
  const first = await done(running, 'createPayment', { bookingId, gateway: 'desk' }, owner);
  expect(first.amount.amount).toBe(2_147_483_647);
  const second = await done(running, 'createPayment', { bookingId, gateway: 'desk' }, owner);
  expect(second.amount.amount).toBe(4_000_000_000 - 2_147_483_647);
  expect(await billFor(running, bookingId, phone)).toMatchObject({ open: 4_000_000_000 });
  for (const { id } of [first, second]) await done(running, 'capturePayment', { id }, owner);
  expect(await billFor(running, bookingId, phone)).toEqual({
    booking: 'CONFIRMED',
    status: 'PAID',
    due: 0,
    open: 0,
    paid: 4_000_000_000,
  });
  // What was given back and taken back is summed, too: of one payment it can be twice what it was.
  for (const { id } of [first, second]) await done(running, 'refundPayment', { id }, owner);
  expect(await billFor(running, bookingId, phone)).toMatchObject({ status: 'UNPAID', due: 4_000_000_000 });
});
