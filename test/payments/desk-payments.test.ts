import { afterAll, beforeAll, expect, it } from 'vitest';
import { expireBookings } from '../../src/bookings/expire-bookings.js';
import { transition } from '../bookings/desk.js';
import { type RunningApp, startApp } from '../support/app.js';
import { aBooking, anOffering, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { aCashier, act, aNight, billFor, done, makeOut, refused } from './cashier.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000' });
});
afterAll(() => running.close());

it('P1: money that is taken at the desk: made out, captured, given back in parts; the ledger says it all', async () => {
  const cashier = await aCashier(running);
  const { id: bookingId } = await aNight(running, cashier);
  const owner = cashier.owner.token;
  const made = await done(running, 'createPayment', { bookingId, gateway: 'desk', method: 'cash' }, owner);
  expect(made).toMatchObject({
    status: 'CREATED',
    gateway: 'desk',
    method: 'cash',
    amount: { amount: 10_000, currency: 'EUR' },
    allowedTransitions: ['PROCESSING', 'AUTHORIZED', 'CAPTURED', 'FAILED', 'CANCELLED'],
    ledger: [],
  });
  expect(await billFor(running, bookingId, owner)).toEqual({
    booking: 'PENDING',
    status: 'UNPAID',
    due: 10_000,
    open: 10_000,
    paid: 0,
  });
  const captured = await done(running, 'capturePayment', { id: made.id }, owner);
  expect(captured).toMatchObject({ status: 'CAPTURED', captured: { amount: 10_000 }, version: 2 });
  const part = await done(running, 'refundPayment', { id: made.id, amount: 2_500, reason: 'No hot water' }, owner);
  expect(part).toMatchObject({
    status: 'PARTIALLY_REFUNDED',
    refunded: { amount: 2_500 },
    refundPending: { amount: 0 },
  });
  const rest = await done(running, 'refundPayment', { id: made.id }, owner);
  expect(rest).toMatchObject({
    status: 'REFUNDED',
    refunded: { amount: 10_000 },
    ledger: [
      { kind: 'CAPTURED', amount: { amount: 10_000 } },
      { kind: 'REFUND_REQUESTED', amount: { amount: 2_500 }, note: 'No hot water' },
      { kind: 'REFUNDED', amount: { amount: 2_500 } },
      { kind: 'REFUND_REQUESTED', amount: { amount: 7_500 } },
      { kind: 'REFUNDED', amount: { amount: 7_500 } },
    ],
  });
  expect(await refused(running, 'refundPayment', { id: made.id }, owner)).toMatchObject([
    { __typename: 'InvalidTransitionError', from: 'REFUNDED' },
  ]);
});

it('P1: what fails can be tried again, what is cancelled cannot', async () => {
  const cashier = await aCashier(running);
  const { id: bookingId } = await aNight(running, cashier);
  const owner = cashier.owner.token;
  const { id } = await done(running, 'createPayment', { bookingId, gateway: 'desk' }, owner);
  expect(await done(running, 'failPayment', { id, reason: 'Declined' }, owner)).toMatchObject({ status: 'FAILED' });
  const other = await done(running, 'createPayment', { bookingId, gateway: 'desk' }, owner);
  // It is made out another time meanwhile: one of the two is paid.
  expect(await refused(running, 'capturePayment', { id }, owner)).toMatchObject([{ code: 'NOTHING_DUE' }]);
  expect(await done(running, 'cancelPayment', { id: other.id }, owner)).toMatchObject({ status: 'CANCELLED' });
  expect(await refused(running, 'capturePayment', { id: other.id }, owner)).toMatchObject([
    { code: 'INVALID_TRANSITION', from: 'CANCELLED', allowed: [] },
  ]);
  expect(await done(running, 'capturePayment', { id }, owner)).toMatchObject({ status: 'CAPTURED' });
  expect(await refused(running, 'capturePayment', { id }, owner)).toMatchObject([{ code: 'INVALID_TRANSITION' }]);
  expect(await refused(running, 'capturePayment', { id, expectedVersion: 1 }, owner)).toMatchObject([
    { code: 'VERSION_CONFLICT' },
  ]);
});

it('threat 20: no more is refunded, captured or made out than there is', async () => {
  const cashier = await aCashier(running);
  const { id: bookingId } = await aNight(running, cashier);
  const owner = cashier.owner.token;
  const input = { bookingId, gateway: 'desk' };
  expect(await refused(running, 'createPayment', { ...input, amount: 10_001 }, owner)).toMatchObject([
    { code: 'INVALID_INPUT', field: 'amount' },
  ]);
  expect(await refused(running, 'createPayment', { ...input, amount: 0 }, owner)).toMatchObject([
    { code: 'INVALID_INPUT', field: 'amount' },
  ]);
  const { id } = await done(running, 'createPayment', { ...input, amount: 4_000 }, owner);
  expect(await refused(running, 'createPayment', { ...input, amount: 6_001 }, owner)).toMatchObject([
    { code: 'INVALID_INPUT', field: 'amount' },
  ]);
  await done(running, 'createPayment', { ...input, amount: 6_000 }, owner);
  expect(await refused(running, 'createPayment', input, owner)).toMatchObject([{ code: 'NOTHING_DUE' }]);
  expect(await refused(running, 'capturePayment', { id, amount: 4_001 }, owner)).toMatchObject([
    { code: 'AMOUNT_TOO_LARGE', field: 'amount' },
  ]);
  expect(await refused(running, 'refundPayment', { id, amount: 1 }, owner)).toMatchObject([
    { code: 'INVALID_TRANSITION', from: 'CREATED' },
  ]);
  await done(running, 'capturePayment', { id, amount: 3_000 }, owner);
  expect(await refused(running, 'refundPayment', { id, amount: 3_001 }, owner)).toMatchObject([
    { code: 'AMOUNT_TOO_LARGE', message: 'What can be refunded is 3000.' },
  ]);
  for (const amount of [-1, 0])
    expect(await refused(running, 'refundPayment', { id, amount }, owner)).toMatchObject([{ code: 'INVALID_INPUT' }]);
  // What was given back in part is not taken a second time: not the rest of it, nor beyond.
  await done(running, 'refundPayment', { id, amount: 1_000 }, owner);
  for (const amount of [500, 1_000, 4_000])
    expect(await refused(running, 'capturePayment', { id, amount }, owner)).toMatchObject([
      { code: 'INVALID_TRANSITION', from: 'PARTIALLY_REFUNDED' },
    ]);
});

it('P4: charges and refunds are done once, however often they are asked for', async () => {
  const cashier = await aCashier(running);
  const { id: bookingId } = await aNight(running, cashier);
  const owner = cashier.owner.token;
  const charge = { bookingId, gateway: 'desk', amount: 5_000, idempotencyKey: 'charge' };
  const made = await Promise.all(Array.from({ length: 3 }, () => done(running, 'createPayment', charge, owner)));
  expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  const { id } = made[0];
  await done(running, 'capturePayment', { id, idempotencyKey: 'capture' }, owner);
  expect(await done(running, 'capturePayment', { id, idempotencyKey: 'capture' }, owner)).toMatchObject({
    captured: { amount: 5_000 },
  });
  const refund = { id, amount: 1_000, idempotencyKey: 'refund' };
  await Promise.all(Array.from({ length: 4 }, () => done(running, 'refundPayment', refund, owner)));
  expect(await done(running, 'refundPayment', refund, owner)).toMatchObject({ refunded: { amount: 1_000 } });
  expect(await refused(running, 'refundPayment', { ...refund, amount: 2_000 }, owner)).toMatchObject([
    { __typename: 'IdempotencyMismatchError' },
  ]);
});

it('P5: a booking that is paid in full is confirmed, by a part it is not', async () => {
  const cashier = await aCashier(running);
  const { id: bookingId } = await aNight(running, cashier);
  const manager = cashier.manager.token;
  const input = { bookingId, gateway: 'desk' };
  const part = await done(running, 'createPayment', { ...input, amount: 4_000 }, manager);
  await done(running, 'capturePayment', { id: part.id }, manager);
  expect(await billFor(running, bookingId, manager)).toMatchObject({
    booking: 'PENDING',
    status: 'PARTLY_PAID',
    due: 6_000,
  });
  const rest = await done(running, 'createPayment', input, manager);
  expect(rest.amount.amount).toBe(6_000);
  await done(running, 'capturePayment', { id: rest.id }, manager);
  expect(await billFor(running, bookingId, manager)).toMatchObject({ booking: 'CONFIRMED', status: 'PAID', due: 0 });
});

it('P5: a property that is paid ahead lets an unpaid booking go when its time is up, and keeps one that is paid', async () => {
  const cashier = await aCashier(running);
  const changed = await running.ask(
    `mutation ($id: ID!) { updateProperty(input: { id: $id, settings: { payMinutes: 30, autoConfirm: true } }) {
      property { settings { payMinutes } } userErrors { message } } }`,
    { id: cashier.propertyId },
    cashier.owner.token,
  );
  expect(changed.data.updateProperty).toEqual({ property: { settings: { payMinutes: 30 } }, userErrors: [] });
  const paid = await aNight(running, cashier);
  const unpaid = await aNight(running, cashier);
  // Confirmed by being paid, and not by themselves.
  expect([paid.status, unpaid.status]).toEqual(['PENDING', 'PENDING']);
  const wait = new Date(unpaid.expiresAt).getTime() - Date.now();
  expect(wait).toBeGreaterThan(25 * 60_000);
  expect(wait).toBeLessThanOrEqual(30 * 60_000);
  const { id } = await done(running, 'createPayment', { bookingId: paid.id, gateway: 'desk' }, cashier.owner.token);
  await done(running, 'capturePayment', { id }, cashier.owner.token);
  await running.app.database.query(`UPDATE booking SET expires_at = now() WHERE status = 'PENDING'`);
  await expireBookings(running.app.database);
  expect((await billFor(running, paid.id, cashier.phone)).booking).toBe('CONFIRMED');
  expect(await billFor(running, unpaid.id, cashier.phone)).toMatchObject({ booking: 'EXPIRED', due: 0 });
  const again = await running.ask(makeOut, { input: { bookingId: unpaid.id, gateway: 'desk' } }, cashier.owner.token);
  expect(again.data.createPayment.userErrors).toMatchObject([{ code: 'NOTHING_DUE' }]);
});

it('P1: what is called off owes its fee alone; the rest is to be given back', async () => {
  const cashier = await aCashier(running, { lateCancellationFeePercent: 30 });
  const offering = await anOffering(running.app, cashier.property);
  const booking = await aBooking(running.app, offering, {
    guestId: cashier.guest.id,
    status: 'CONFIRMED',
    lateCancellationFeePercent: 30,
    freeCancellationUntil: new Date(Date.now() - 1_000),
  });
  const id = globalId('Booking', booking.id);
  const { id: payment } = await done(running, 'createPayment', { bookingId: id, gateway: 'desk' }, cashier.owner.token);
  await done(running, 'capturePayment', { id: payment }, cashier.owner.token);
  await running.ask(transition('cancelBooking'), { id }, cashier.phone);
  expect(await billFor(running, id, cashier.phone)).toMatchObject({ status: 'REFUND_DUE', due: -14_000 });
  await done(running, 'refundPayment', { id: payment, amount: 14_000 }, cashier.owner.token);
  expect(await billFor(running, id, cashier.phone)).toMatchObject({ status: 'PAID', due: 0 });
});

it('threat 15: guests pay online, what the server says, for what is theirs', async () => {
  const cashier = await aCashier(running);
  const { id: bookingId } = await aNight(running, cashier);
  expect(await refused(running, 'createPayment', { bookingId, gateway: 'desk' }, cashier.phone)).toMatchObject([
    { code: 'GATEWAY_UNKNOWN' },
  ]);
  expect(await refused(running, 'createPayment', { bookingId, gateway: 'gold' }, cashier.owner.token)).toMatchObject([
    { code: 'GATEWAY_UNKNOWN', field: 'gateway' },
  ]);
  expect(await refused(running, 'createPayment', { gateway: 'desk' }, cashier.owner.token)).toMatchObject([
    { code: 'INVALID_INPUT' },
  ]);
  const stranger = await signedIn(running.app, await aUser(running.app));
  const { errors } = await running.ask(makeOut, { input: { bookingId, gateway: 'desk' } }, stranger);
  expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  const { id } = await done(running, 'createPayment', { bookingId, gateway: 'desk' }, cashier.owner.token);
  // Who sees the money does not give it back, and who works at the desk does not see it.
  await done(running, 'capturePayment', { id }, cashier.manager.token);
  expect(await refused(running, 'refundPayment', { id }, cashier.manager.token)).toMatchObject([
    { code: 'NOT_ALLOWED' },
  ]);
  expect(await refused(running, 'refundPayment', { id }, cashier.desk)).toMatchObject([{ code: 'NOT_ALLOWED' }]);
  const other = await running.ask(act('refundPayment'), { input: { id } }, stranger);
  expect(other.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
});
