import { afterAll, beforeAll, expect, it } from 'vitest';
import { inDays } from '../bookings/clock.js';
import { book, transition } from '../bookings/desk.js';
import { anOrder } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { aNight, billFor, done, rawId, refused } from './cashier.js';
import { checkout, type Online, reconcile, rowOf, startOnline } from './online.js';

let online: Online;
beforeAll(async () => {
  online = await startOnline();
});
afterAll(() => online.close());

const row = (id: string) => rowOf(online.running, id);
const owner = () => online.cashier.owner.token;

/** Something for 25.00 that is charged to a booking. */
async function ordered(bookingId: string, status: 'PLACED' | 'READY' = 'PLACED') {
  const { running, cashier } = online;
  const order = await anOrder(running.app, cashier.property, {
    bookingId: rawId(bookingId),
    guestId: cashier.guest.id,
    status,
  });
  return globalId('Order', order.id);
}

async function moved(name: string, id: string, token: string) {
  const { data, errors } = await online.running.ask(
    `mutation ($id: ID!) { ${name}(input: { id: $id }) { userErrors { code message } } }`,
    { id },
    token,
  );
  expect(errors).toBeUndefined();
  expect(data[name].userErrors).toEqual([]);
}

let day = 200;
/** Two nights: 200.00. */
async function twoNights() {
  day += 3;
  const { running, cashier } = online;
  return book(running, cashier, { from: inDays(day), to: inDays(day + 2) });
}
const shorten = async (bookingId: string) => {
  const { data, errors } = await online.running.ask(
    `mutation ($input: RescheduleBookingInput!) { rescheduleBooking(input: $input) {
      booking { total { amount } } userErrors { code message } } }`,
    { input: { id: bookingId, from: inDays(day), to: inDays(day + 1) } },
    online.cashier.desk,
  );
  expect(errors).toBeUndefined();
  expect(data.rescheduleBooking).toEqual({ booking: { total: { amount: 10_000 } }, userErrors: [] });
};

it('P6: what is open for an order that is not delivered takes nothing off what can be paid for the booking', async () => {
  const { running } = online;
  const { id: bookingId } = await aNight(running, online.cashier);
  const orderId = await ordered(bookingId, 'READY');
  await done(running, 'createPayment', { orderId, gateway: 'desk' }, owner());
  expect(await billFor(running, bookingId, owner())).toMatchObject({ due: 10_000, open: 2_500 });
  const made = await done(running, 'createPayment', { bookingId, gateway: 'desk' }, owner());
  expect(made.amount.amount).toBe(10_000);
  // Once it is delivered it is on the bill, and what is open for it is made out already.
  await moved('deliverOrder', orderId, online.cashier.desk);
  expect(await billFor(running, bookingId, owner())).toMatchObject({ due: 12_500, open: 12_500 });
  expect(await refused(running, 'createPayment', { bookingId, gateway: 'desk' }, owner())).toMatchObject([
    { code: 'NOTHING_DUE' },
  ]);
});

it('P6: nor does what is on its way back for such an order', async () => {
  const { running, stripe } = online;
  const { id: bookingId } = await aNight(running, online.cashier);
  const orderId = await ordered(bookingId);
  const { id } = await done(running, 'createPayment', { orderId, gateway: 'stripe' }, online.cashier.phone);
  stripe.pay((await row(id)).gatewayRef ?? '');
  await reconcile(running);
  stripe.refundStatus = 'pending';
  await done(running, 'refundPayment', { id }, owner());
  stripe.refundStatus = 'succeeded';
  expect(await row(id)).toMatchObject({ refundPendingAmount: 2_500 });
  const made = await done(running, 'createPayment', { bookingId, gateway: 'desk' }, owner());
  expect(made.amount.amount).toBe(10_000);
});

it('P5: a booking that costs less calls off what is open for the old sum, online and at the desk', async () => {
  const { running, stripe } = online;
  const { id: bookingId } = await twoNights();
  const { payment, ref } = await checkout(online, { booking: bookingId });
  expect(stripe.intents.get(ref)?.amount).toBe(20_000);
  await shorten(bookingId);
  await reconcile(running);
  expect(await row(payment.id)).toMatchObject({ status: 'CANCELLED' });
  expect(stripe.intents.get(ref)?.status).toBe('canceled');
  const again = await done(running, 'createPayment', { bookingId, gateway: 'desk' }, owner());
  expect(again.amount.amount).toBe(10_000);

  const { id: other } = await twoNights();
  const small = await done(running, 'createPayment', { bookingId: other, gateway: 'desk', amount: 4_000 }, owner());
  const large = await done(running, 'createPayment', { bookingId: other, gateway: 'desk' }, owner());
  await shorten(other);
  // The newest first, and no more than has to be.
  expect([await row(small.id), await row(large.id)]).toMatchObject([{ status: 'CREATED' }, { status: 'CANCELLED' }]);
});

it('P5: of what is reserved no more is captured than is owed by now, and nothing once nothing is', async () => {
  const { running, stripe } = online;
  const reserve = async () => {
    const { id: bookingId } = await twoNights();
    const input = { bookingId, gateway: 'stripe', captureLater: true };
    const { id } = await done(running, 'createPayment', input, owner());
    stripe.pay((await row(id)).gatewayRef ?? '');
    await reconcile(running);
    return { bookingId, id };
  };
  const kept = await reserve();
  await shorten(kept.bookingId);
  expect(await refused(running, 'capturePayment', { id: kept.id }, owner())).toMatchObject([
    { code: 'AMOUNT_TOO_LARGE', message: 'What is owed is 10000.' },
  ]);
  expect(await done(running, 'capturePayment', { id: kept.id, amount: 10_000 }, owner())).toMatchObject({
    status: 'CAPTURED',
  });
  const over = await reserve();
  await moved('cancelBooking', over.bookingId, online.cashier.phone);
  await reconcile(running);
  expect(await row(over.id)).toMatchObject({ status: 'CANCELLED' });
});

it('P5: what was paid in the moment in which it became less comes back by itself, as far as it is not owed', async () => {
  const { running, stripe, cashier } = online;
  const { id: bookingId } = await twoNights();
  const { payment, ref } = await checkout(online, { booking: bookingId });
  stripe.pay(ref);
  await shorten(bookingId);
  await reconcile(running);
  await reconcile(running);
  expect(await row(payment.id)).toMatchObject({ status: 'PARTIALLY_REFUNDED', refundedAmount: 10_000 });
  expect(await billFor(running, bookingId, cashier.phone)).toMatchObject({ booking: 'CONFIRMED', status: 'PAID' });
});

it('P6: an order that is called off calls off what is open for it, whoever calls it off', async () => {
  const { running, stripe, cashier } = online;
  const { id: bookingId } = await aNight(running, cashier);
  for (const [name, token] of [
    ['cancelOrder', cashier.phone],
    ['rejectOrder', cashier.desk],
  ] as const) {
    const orderId = await ordered(bookingId);
    const { id } = await done(running, 'createPayment', { orderId, gateway: 'stripe' }, cashier.phone);
    await moved(name, orderId, token);
    expect(await row(id)).toMatchObject({ asked: 'cancel' });
    await reconcile(running);
    expect(await row(id)).toMatchObject({ status: 'CANCELLED' });
    expect(stripe.intents.get((await row(id)).gatewayRef ?? '')?.status).toBe('canceled');
  }
  const atDesk = await ordered(bookingId);
  const { id } = await done(running, 'createPayment', { orderId: atDesk, gateway: 'desk' }, owner());
  await moved('cancelOrder', atDesk, cashier.phone);
  expect(await row(id)).toMatchObject({ status: 'CANCELLED' });
});

it('P5: what is called off while it is paid, or cancelled, is the same however it is tried', async () => {
  const { running } = online;
  const { id: bookingId } = await aNight(running, online.cashier);
  const { id } = await done(running, 'createPayment', { bookingId, gateway: 'desk' }, owner());
  await running.ask(transition('cancelBooking'), { id: bookingId }, online.cashier.phone);
  expect(await row(id)).toMatchObject({ status: 'CANCELLED' });
  expect(await refused(running, 'capturePayment', { id }, owner())).toMatchObject([{ code: 'INVALID_TRANSITION' }]);
});
