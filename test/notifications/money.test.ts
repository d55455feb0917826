import { afterAll, beforeAll, expect, it } from 'vitest';
import { newBookingCode } from '../../src/bookings/booking-code.js';
import type { User } from '../../src/generated/prisma/client.js';
import { aCashier, aNight, done, rawId } from '../payments/cashier.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { anOrder } from '../support/factories.js';
import { globalId } from '../support/global-id.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000' });
});
afterAll(() => running.close());

const textsOf = ({ id: userId }: Pick<User, 'id'>, type: 'PAYMENT' | 'ORDER', wanted: string[]) =>
  eventually(async () => {
    const rows = await running.app.database.prisma.notification.findMany({
      where: { userId, type },
      orderBy: { id: 'asc' },
    });
    expect(rows.map(({ text }) => text)).toEqual(wanted);
    return rows;
  });

it('N1, P2: a guest hears that the money has come and gone, without sums, and a clerk hears nothing of it', async () => {
  const cashier = await aCashier(running);
  const { id: bookingId } = await aNight(running, cashier);
  const owner = cashier.owner.token;
  const { id } = await done(running, 'createPayment', { bookingId, gateway: 'desk' }, owner);
  await done(running, 'capturePayment', { id }, owner);
  const [captured] = await textsOf(cashier.guest, 'PAYMENT', ['payment.captured']);
  expect(captured).toMatchObject({ subjectType: 'Payment', propertyId: cashier.property.id });
  expect(JSON.stringify(captured?.values)).not.toMatch(/amount|sum|10[.,]?000|100\.00/i);
  await done(running, 'refundPayment', { id }, owner);
  await textsOf(cashier.guest, 'PAYMENT', ['payment.captured', 'payment.refunded']);
  const other = await done(running, 'createPayment', { bookingId, gateway: 'desk' }, owner);
  await done(running, 'failPayment', { id: other.id }, owner);
  await textsOf(cashier.manager.user, 'PAYMENT', ['payment.failed']);
  await textsOf(cashier.staff, 'PAYMENT', []);
});

it('N1, P7: READY tells the guest; the kitchen hears of a new order', async () => {
  const cashier = await aCashier(running);
  const { id } = await running.app.database.prisma.order.create({
    data: {
      code: newBookingCode(),
      propertyId: cashier.property.id,
      guestId: cashier.guest.id,
      status: 'PREPARING',
      totalAmount: 500,
      currency: 'EUR',
    },
  });
  const { data, errors } = await running.ask(
    'mutation ($id: ID!) { markOrderReady(input: { id: $id }) { order { status code } userErrors { code } } }',
    { id: globalId('Order', id) },
    cashier.desk,
  );
  expect(errors).toBeUndefined();
  expect(data.markOrderReady.userErrors).toEqual([]);
  const [ready] = await textsOf(cashier.guest, 'ORDER', ['order.ready']);
  expect(ready).toMatchObject({ priority: 'HIGH', values: { code: data.markOrderReady.order.code }, subjectId: id });
});

it('N1, P6: owners hear that an order was called off that somebody has paid for, and of no other', async () => {
  const cashier = await aCashier(running);
  const owner = cashier.owner.token;
  const placed = async () =>
    globalId('Order', (await anOrder(running.app, cashier.property, { guestId: cashier.guest.id })).id);
  const cancel = async (id: string) => {
    const { data } = await running.ask(
      'mutation ($id: ID!) { cancelOrder(input: { id: $id }) { order { code } userErrors { code } } }',
      { id },
      cashier.desk,
    );
    expect(data.cancelOrder.userErrors).toEqual([]);
    return data.cancelOrder.order.code;
  };
  const [unpaid, paid] = [await placed(), await placed()];
  const { id } = await done(running, 'createPayment', { orderId: paid, gateway: 'desk' }, owner);
  await done(running, 'capturePayment', { id }, owner);
  await cancel(unpaid);
  const code = await cancel(paid);
  const [told] = await textsOf(cashier.owner.user, 'PAYMENT', ['order.refundDue']);
  expect(told).toMatchObject({ priority: 'HIGH', values: { code }, subjectType: 'Payment', subjectId: rawId(id) });
  await textsOf(cashier.guest, 'ORDER', ['order.cancelled', 'order.cancelled']);
  await textsOf(cashier.manager.user, 'PAYMENT', []);
});
