import { afterAll, beforeAll, expect, it } from 'vitest';
import { aDesk, transition } from '../bookings/desk.js';
import { aCashier, aNight, billFor, done, refused } from '../payments/cashier.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aMenuItem, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { type Followed, openSocket } from '../support/socket.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000' });
});
afterAll(() => running.close());

const errors =
  'userErrors { __typename code field message ... on InvalidTransitionError { from allowed } ... on VersionConflictError { currentVersion } }';
const fields =
  'id code status version place notes total { amount currency } lines { name quantity notes price { amount } } allowedTransitions viewerTransitions';
const placeOrder = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { order { ${fields} } ${errors} } }`;
const move = (name: string) => `mutation ($id: ID!, $reason: String, $expectedVersion: Int, $key: String) {
  ${name}(input: { id: $id, reason: $reason, expectedVersion: $expectedVersion, idempotencyKey: $key }) { order { ${fields} } ${errors} }
}`;
const updateMenuItem = `mutation ($input: UpdateMenuItemInput!) {
  updateMenuItem(input: $input) { menuItem { name status price { amount } version } ${errors} }
}`;

/** A guest with a confirmed booking, and a kitchen with a soup. */
async function aKitchen() {
  const cashier = await aCashier(running);
  const { id: bookingId } = await aNight(running, cashier);
  await running.ask(transition('confirmBooking'), { id: bookingId }, cashier.desk);
  const soup = await aMenuItem(running.app, cashier.property, { name: 'Soup' });
  return { ...cashier, bookingId, soup, soupId: globalId('MenuItem', soup.id) };
}

async function order(input: object, token: string) {
  const { data, errors: faults } = await running.ask(placeOrder, { input }, token);
  expect(faults).toBeUndefined();
  return data.placeOrder;
}

async function moved(name: string, variables: object, token: string) {
  const { data, errors: faults } = await running.ask(move(name), variables, token);
  expect(faults).toBeUndefined();
  return data[name];
}

it('P6: a guest orders to their room; the kitchen makes it; it is on the bill once they have it', async () => {
  const kitchen = await aKitchen();
  const { bookingId, soupId } = kitchen;
  const placed = await order(
    { bookingId, place: 'Room 101', notes: 'Please knock', items: [{ menuItemId: soupId, quantity: 2, notes: 'Hot' }] },
    kitchen.phone,
  );
  expect(placed).toMatchObject({
    userErrors: [],
    order: {
      status: 'PLACED',
      place: 'Room 101',
      total: { amount: 2_500, currency: 'EUR' },
      lines: [{ name: 'Soup', quantity: 2, notes: 'Hot', price: { amount: 1_250 } }],
      allowedTransitions: ['ACCEPTED', 'REJECTED', 'CANCELLED'],
      viewerTransitions: ['CANCELLED'],
    },
  });
  const { id } = placed.order;
  // What it costs later is of no concern to what was ordered.
  await running.ask(updateMenuItem, { input: { id: soupId, priceAmount: 9_900 } }, kitchen.manager.token);
  const steps = [
    ['acceptOrder', 'ACCEPTED'],
    ['startOrder', 'PREPARING'],
    ['markOrderReady', 'READY'],
  ] as const;
  for (const [name, status] of steps)
    expect(await moved(name, { id }, kitchen.desk)).toMatchObject({ userErrors: [], order: { status } });
  expect((await billFor(running, bookingId, kitchen.phone)).due).toBe(10_000);
  expect(await moved('deliverOrder', { id }, kitchen.desk)).toMatchObject({
    order: { status: 'DELIVERED', version: 5, allowedTransitions: [], total: { amount: 2_500 } },
  });
  expect((await billFor(running, bookingId, kitchen.phone)).due).toBe(12_500);
  const charged = await done(running, 'createPayment', { bookingId, gateway: 'desk' }, kitchen.owner.token);
  expect(charged.amount.amount).toBe(12_500);
  await done(running, 'capturePayment', { id: charged.id }, kitchen.owner.token);
  // What was paid with the booking is not paid a second time by itself.
  const twice = await refused(running, 'createPayment', { orderId: id, gateway: 'desk' }, kitchen.owner.token);
  expect(twice).toMatchObject([{ code: 'NOTHING_DUE' }]);
});

it('P6: an order that is paid by itself is not due with the booking', async () => {
  const kitchen = await aKitchen();
  const { bookingId } = kitchen;
  const placed = await order({ bookingId, items: [{ menuItemId: kitchen.soupId, quantity: 1 }] }, kitchen.phone);
  const { id: orderId } = placed.order;
  const { id } = await done(running, 'createPayment', { orderId, gateway: 'desk' }, kitchen.manager.token);
  await done(running, 'capturePayment', { id }, kitchen.manager.token);
  expect(await billFor(running, bookingId, kitchen.phone)).toMatchObject({ due: 10_000, paid: 1_250 });
  for (const name of ['acceptOrder', 'startOrder', 'markOrderReady', 'deliverOrder'])
    await moved(name, { id: orderId }, kitchen.desk);
  expect((await billFor(running, bookingId, kitchen.phone)).due).toBe(10_000);
  const paid = await running.ask(
    'query ($id: ID!) { order(id: $id) { payments { nodes { status amount { amount } } } } }',
    { id: orderId },
    kitchen.phone,
  );
  expect(paid.data.order.payments.nodes).toEqual([{ status: 'CAPTURED', amount: { amount: 1_250 } }]);
});

it('P6: states, versions, keys, and who comes too late', async () => {
  const kitchen = await aKitchen();
  const items = [{ menuItemId: kitchen.soupId, quantity: 1 }];
  const input = { bookingId: kitchen.bookingId, items, idempotencyKey: 'one soup' };
  const [first, second] = await Promise.all([order(input, kitchen.phone), order(input, kitchen.phone)]);
  expect(first.order.id).toBe(second.order.id);
  const { id } = first.order;
  expect(await moved('deliverOrder', { id }, kitchen.desk)).toMatchObject({
    userErrors: [{ code: 'INVALID_TRANSITION', from: 'PLACED', allowed: ['ACCEPTED', 'REJECTED', 'CANCELLED'] }],
  });
  expect(await moved('acceptOrder', { id, expectedVersion: 7 }, kitchen.desk)).toMatchObject({
    userErrors: [{ code: 'VERSION_CONFLICT', currentVersion: 1 }],
  });
  await moved('acceptOrder', { id, key: 'accept' }, kitchen.desk);
  expect(await moved('acceptOrder', { id, key: 'accept' }, kitchen.desk)).toMatchObject({ order: { version: 2 } });
  expect(await moved('cancelOrder', { id }, kitchen.phone)).toMatchObject({ userErrors: [{ code: 'TOO_LATE' }] });
  expect(await moved('cancelOrder', { id, reason: 'No soup left' }, kitchen.desk)).toMatchObject({
    order: { status: 'CANCELLED' },
  });
  const other = await order({ ...input, idempotencyKey: 'another' }, kitchen.phone);
  expect(await moved('cancelOrder', { id: other.order.id }, kitchen.phone)).toMatchObject({
    order: { status: 'CANCELLED' },
  });
  const third = await order({ ...input, idempotencyKey: 'a third' }, kitchen.phone);
  expect(await moved('rejectOrder', { id: third.order.id }, kitchen.desk)).toMatchObject({
    order: { status: 'REJECTED' },
  });
  expect((await billFor(running, kitchen.bookingId, kitchen.phone)).due).toBe(10_000);
});

it('P6: nothing is ordered that is sold out, of another menu, in no quantity, or to a booking that does not stand', async () => {
  const kitchen = await aKitchen();
  const elsewhere = await aDesk(running);
  const foreign = globalId('MenuItem', (await aMenuItem(running.app, elsewhere.property)).id);
  const { bookingId, soupId } = kitchen;
  await running.ask(updateMenuItem, { input: { id: soupId, status: 'SOLD_OUT' } }, kitchen.desk);
  const wrong = await order(
    {
      bookingId,
      items: [
        { menuItemId: soupId, quantity: 1 },
        { menuItemId: foreign, quantity: 1 },
      ],
    },
    kitchen.phone,
  );
  expect(wrong).toMatchObject({
    order: null,
    userErrors: [
      { code: 'NOT_ORDERABLE', field: 'items.0.menuItemId', message: 'Soup is sold out.' },
      { code: 'NOT_ORDERABLE', field: 'items.1.menuItemId' },
    ],
  });
  const tooFew = await order({ bookingId, items: [{ menuItemId: soupId, quantity: 0 }] }, kitchen.phone);
  expect(tooFew.userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: 'items.0.quantity' }]);
  expect((await order({ bookingId, items: [] }, kitchen.phone)).userErrors).toMatchObject([{ field: 'items' }]);
  const pending = await aNight(running, kitchen);
  const early = await order({ bookingId: pending.id, items: [{ menuItemId: soupId, quantity: 1 }] }, kitchen.phone);
  expect(early.userErrors).toMatchObject([{ code: 'NOT_ORDERABLE', field: 'bookingId' }]);
});

it('P6: the desk orders for somebody without a booking, who pays for it by itself', async () => {
  const kitchen = await aKitchen();
  const input = {
    propertyId: kitchen.propertyId,
    place: 'Table 4',
    items: [{ menuItemId: kitchen.soupId, quantity: 3 }],
  };
  const placed = await order(input, kitchen.desk);
  expect(placed.order).toMatchObject({ total: { amount: 3_750 } });
  const orderId = placed.order.id;
  const payment = await done(running, 'createPayment', { orderId, gateway: 'desk' }, kitchen.manager.token);
  expect(payment.amount.amount).toBe(3_750);
  await done(running, 'capturePayment', { id: payment.id }, kitchen.manager.token);
  const stranger = await running.ask(placeOrder, { input }, kitchen.phone);
  expect(stranger.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
});

it('P6: a menu that everybody reads, and who works there changes', async () => {
  const kitchen = await aKitchen();
  const menu = 'query ($id: ID!) { property(id: $id) { menu { totalCount nodes { name category status } } } }';
  const created = await running.ask(
    `mutation ($input: CreateMenuItemInput!) { createMenuItem(input: $input) { menuItem { id name price { amount currency } } ${errors} } }`,
    { input: { propertyId: kitchen.propertyId, name: 'Tea', category: 'Drinks', priceAmount: 300 } },
    kitchen.manager.token,
  );
  expect(created.data.createMenuItem).toMatchObject({
    menuItem: { name: 'Tea', price: { amount: 300, currency: 'EUR' } },
    userErrors: [],
  });
  expect((await running.ask(menu, { id: kitchen.propertyId })).data.property.menu).toEqual({
    totalCount: 2,
    nodes: [
      { name: 'Soup', category: '', status: 'AVAILABLE' },
      { name: 'Tea', category: 'Drinks', status: 'AVAILABLE' },
    ],
  });
  const { id } = created.data.createMenuItem.menuItem;
  // The kitchen says what is sold out; what is on the menu, and for how much, is not for it to say.
  const archived = await running.ask(updateMenuItem, { input: { id, status: 'ARCHIVED' } }, kitchen.desk);
  expect(archived.data.updateMenuItem.userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
  const nothing = await running.ask(updateMenuItem, { input: { id, status: null } }, kitchen.manager.token);
  expect(nothing.data.updateMenuItem.userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: 'status' }]);
  await running.ask(updateMenuItem, { input: { id, status: 'ARCHIVED' } }, kitchen.manager.token);
  expect((await running.ask(menu, { id: kitchen.propertyId })).data.property.menu.totalCount).toBe(1);
  expect((await running.ask(menu, { id: kitchen.propertyId }, kitchen.desk)).data.property.menu.totalCount).toBe(2);
});

it('F11, P6: the menu says from where on to follow it, to those who may, and nothing to others', async () => {
  const kitchen = await aKitchen();
  const menu = 'query ($id: ID!) { property(id: $id) { menu { asOf totalCount } } }';
  const { asOf, totalCount } = (await running.ask(menu, { id: kitchen.propertyId }, kitchen.desk)).data.property.menu;
  expect(totalCount).toBe(1);
  await running.ask(updateMenuItem, { input: { id: kitchen.soupId, status: 'SOLD_OUT' } }, kitchen.desk);
  await using cook = openSocket(running, kitchen.desk);
  const { items } = cook.follow(
    `subscription ($id: ID!, $after: EventCursor) {
      propertyEvents(propertyId: $id, after: $after, kinds: [MENU_ITEM_UPDATED]) {
        __typename ... on MenuItemUpdated { menuItem { name status } } } }`,
    { id: kitchen.propertyId, after: asOf },
  );
  await eventually(() =>
    expect(items).toContainEqual({
      __typename: 'MenuItemUpdated',
      menuItem: { name: 'Soup', status: 'SOLD_OUT' },
    }),
  );
  for (const token of [undefined, kitchen.phone])
    expect((await running.ask(menu, { id: kitchen.propertyId }, token)).data.property.menu).toEqual({
      asOf: null,
      totalCount: 1,
    });
});

const seen = `__typename
  ... on OrderPlaced { order { code status place lines { name quantity } } }
  ... on OrderStatusChanged { from to reason order { code status } }`;
const ofOrders = ({ items }: Followed<{ __typename: string }>) =>
  items.filter(({ __typename }) => __typename.startsWith('Order'));

it('P7: the kitchen’s board and the guest’s phone see an order live, and the guest hears that it is ready', async () => {
  const kitchen = await aKitchen();
  const { bookingId } = kitchen;
  const board = await running.ask(
    'query ($id: ID!) { orders(filter: { propertyId: $id, statuses: [PLACED, ACCEPTED, PREPARING, READY] }, orderBy: OLDEST) { asOf totalCount } }',
    { id: kitchen.propertyId },
    kitchen.desk,
  );
  expect(board.data.orders.totalCount).toBe(0);
  await using cook = openSocket(running, kitchen.desk);
  await using phone = openSocket(running, kitchen.phone);
  await using office = openSocket(running, await signedIn(running.app, await aUser(running.app, { role: 'ADMIN' })));
  const guide = await aUser(running.app);
  const provider = await running.app.database.prisma.provider.create({
    data: { propertyId: kitchen.property.id, userId: guide.id, kind: 'GUIDE', name: 'Guide' },
  });
  await running.app.database.prisma.booking.updateMany({
    where: { propertyId: kitchen.property.id },
    data: { providerId: provider.id },
  });
  await using guided = openSocket(running, await signedIn(running.app, guide));
  await using stranger = openSocket(running, await signedIn(running.app, await aUser(running.app)));
  const onBoard = cook.follow(
    `subscription ($id: ID!, $after: EventCursor) {
      propertyEvents(propertyId: $id, after: $after, kinds: [ORDER_PLACED, ORDER_STATUS_CHANGED]) { ${seen} } }`,
    { id: kitchen.propertyId, after: board.data.orders.asOf },
  );
  const onPhone = phone.follow(`subscription { viewerEvents { ${seen} } }`);
  const ofBooking = phone.follow(`subscription ($id: ID!) { bookingEvents(bookingId: $id) { ${seen} } }`, {
    id: bookingId,
  });
  const byGuide = guided.follow(`subscription ($id: ID!) { bookingEvents(bookingId: $id) { ${seen} } }`, {
    id: bookingId,
  });
  const atOffice = office.follow(
    `subscription { platformEvents(kinds: [ORDER_PLACED, ORDER_STATUS_CHANGED]) { ${seen} } }`,
  );
  const elsewhere = stranger.follow(`subscription { viewerEvents { ${seen} } }`);
  await eventually(() => {
    for (const { items } of [onBoard, onPhone, ofBooking, byGuide, atOffice, elsewhere])
      expect(items.length).toBeGreaterThan(0);
  });
  const placed = await order(
    { bookingId, place: '101', items: [{ menuItemId: kitchen.soupId, quantity: 1 }] },
    kitchen.phone,
  );
  const { id, code } = placed.order;
  for (const name of ['acceptOrder', 'startOrder', 'markOrderReady']) await moved(name, { id }, kitchen.desk);
  await eventually(() => {
    for (const followed of [onBoard, onPhone, ofBooking, atOffice]) expect(ofOrders(followed)).toHaveLength(4);
  });
  expect(ofOrders(onBoard)[0]).toMatchObject({
    __typename: 'OrderPlaced',
    order: { code, place: '101', lines: [{ name: 'Soup', quantity: 1 }] },
  });
  expect(ofOrders(onPhone).at(-1)).toMatchObject({
    __typename: 'OrderStatusChanged',
    from: 'PREPARING',
    to: 'READY',
    order: { code, status: 'READY' },
  });
  await running.ask(transition('cancelBooking'), { id: bookingId }, kitchen.desk);
  await eventually(() =>
    expect(byGuide.items.filter(({ __typename }) => __typename === 'BookingStatusChanged')).toHaveLength(1),
  );
  expect(ofOrders(byGuide)).toEqual([]);
  expect(ofOrders(elsewhere)).toEqual([]);
  const ofGuest = await running.ask(
    'query ($id: ID!) { booking(id: $id) { orders { totalCount nodes { code } } timeline { nodes { __typename } } } }',
    { id: bookingId },
    kitchen.phone,
  );
  expect(ofGuest.data.booking.orders).toEqual({ totalCount: 1, nodes: [{ code }] });
  expect(ofGuest.data.booking.timeline.nodes, 'B12: orders are in the timeline').toContainEqual({
    __typename: 'OrderPlaced',
  });
});
