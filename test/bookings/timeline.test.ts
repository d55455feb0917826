import { afterAll, beforeAll, expect, it } from 'vitest';
import { aCashier, aNight, done as paid } from '../payments/cashier.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aMenuItem } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { transition } from './desk.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000' });
});
afterAll(() => running.close());

const timeline = `query ($id: ID!) { booking(id: $id) { conversation { id } timeline(first: 100) { nodes {
  __typename
  ... on BookingStatusChanged { status: to }
  ... on ThreadMessageSent { message { body } }
  ... on PaymentStatusChanged { payment: to }
  ... on OrderPlaced { order { total { amount } } }
  ... on OrderStatusChanged { state: to }
  ... on BookingProviderChanged { provider { name } }
  ... on GuestNotified { text }
} } } }`;

it('B12: one booking’s timeline has its states, messages, payments, orders, provider and what the guest was told, in their order', async () => {
  const cashier = await aCashier(running);
  const owner = cashier.owner.token;
  const { id } = await aNight(running, cashier);
  const { prisma } = running.app.database;
  const guide = await prisma.provider.create({
    data: { propertyId: cashier.property.id, name: 'Ana', kind: 'GUIDE' },
  });
  const soup = await aMenuItem(running.app, cashier.property);
  const look = async () => (await running.ask(timeline, { id }, owner)).data.booking;
  const does = async (name: string, input: object, token: string) => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const document = `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { code message } } }`;
    const { data, errors } = await running.ask(document, { input }, token);
    expect(errors).toBeUndefined();
    expect(data[name].userErrors).toEqual([]);
  };
  const { conversation } = await look();
  await does('sendMessage', { conversationId: conversation.id, body: 'Is there parking?' }, cashier.phone);
  await running.ask(transition('confirmBooking'), { id }, cashier.desk);
  // Once the guest was told: that has its place in the order, too.
  await eventually(async () =>
    expect((await look()).timeline.nodes.at(-1)).toMatchObject({ __typename: 'GuestNotified' }),
  );
  await does('assignProvider', { bookingId: id, providerId: globalId('Provider', guide.id) }, cashier.desk);
  const payment = await paid(running, 'createPayment', { bookingId: id, gateway: 'desk', amount: 10_000 }, owner);
  await does(
    'placeOrder',
    { bookingId: id, items: [{ menuItemId: globalId('MenuItem', soup.id), quantity: 1 }] },
    cashier.phone,
  );
  const order = await prisma.order.findFirstOrThrow({ where: { propertyId: cashier.property.id } });
  await does('acceptOrder', { id: globalId('Order', order.id) }, cashier.desk);
  await paid(running, 'capturePayment', { id: payment.id }, owner);
  await running.ask(transition('cancelBooking'), { id }, cashier.desk);

  const told = (text: string) => ({ __typename: 'GuestNotified', text });
  const expected = [
    { __typename: 'BookingCreated' },
    { __typename: 'ThreadMessageSent', message: { body: 'Is there parking?' } },
    { __typename: 'BookingStatusChanged', status: 'CONFIRMED' },
    told('booking.confirmed'),
    { __typename: 'BookingProviderChanged', provider: { name: 'Ana' } },
    { __typename: 'PaymentStatusChanged', payment: 'CREATED' },
    { __typename: 'OrderPlaced', order: { total: { amount: 1_250 } } },
    { __typename: 'OrderStatusChanged', state: 'ACCEPTED' },
    { __typename: 'PaymentStatusChanged', payment: 'CAPTURED' },
    { __typename: 'BookingStatusChanged', status: 'CANCELLED' },
  ];
  await eventually(async () => {
    const { nodes } = (await look()).timeline;
    // What is told of what came later comes a moment after it, wherever that is by then.
    const [first, rest] = [nodes.slice(0, 4), nodes.slice(4)];
    const ofOthers = rest.filter(({ __typename }: { __typename: string }) => __typename !== 'GuestNotified');
    expect([...first, ...ofOthers]).toEqual(expected);
    expect(rest).toContainEqual(told('booking.cancelled'));
  });
});
