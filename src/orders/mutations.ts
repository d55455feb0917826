import { Booking } from '../bookings/booking.js';
import type { Context } from '../context.js';
import { Property } from '../properties/property.js';
import { builder } from '../schema/builder.js';
import { mutation, type Outcome } from '../schema/mutation.js';
import { acceptOrder } from './accept-order.js';
import { cancelOrder } from './cancel-order.js';
import { createMenuItem } from './create-menu-item.js';
import { deliverOrder } from './deliver-order.js';
import { markOrderReady } from './mark-order-ready.js';
import { MenuItem, MenuItemStatus } from './menu-item.js';
import type { OrderMove } from './move-order.js';
import { Order } from './order.js';
import { placeOrder } from './place-order.js';
import { rejectOrder } from './reject-order.js';
import { menuItemChangeRules, newMenuItemRules, newOrderRules, orderMoveRules } from './rules.js';
import { startOrder } from './start-order.js';
import { updateMenuItem } from './update-menu-item.js';

type Types = typeof builder.$inferSchemaTypes;
type Fields<Answer> = PothosSchemaTypes.ObjectFieldBuilder<Types, Outcome<Answer>>;

const menuItemPayload = (t: Fields<{ menuItemId: string }>) => ({
  menuItem: t.prismaField({
    type: MenuItem,
    nullable: true,
    description: 'What it is about, as it is now.',
    resolve: (query, { answer }, _args, { app }) =>
      answer && app.database.prisma.menuItem.findUnique({ ...query, where: { id: answer.menuItemId } }),
  }),
});

/** What every mutation of an order answers. */
const orderPayload = (t: Fields<{ orderId: string }>) => ({
  order: t.prismaField({
    type: Order,
    nullable: true,
    description: 'The order as it is now.',
    resolve: (query, { answer }, _args, { app }) =>
      answer && app.database.prisma.order.findUnique({ ...query, where: { id: answer.orderId } }),
  }),
});

mutation('createMenuItem', {
  description: 'Puts something on the menu of a property.',
  idempotent: true,
  rules: newMenuItemRules,
  input: (t) => ({
    propertyId: t.globalID({ for: Property, required: true, description: 'On whose menu.' }),
    name: t.string({ required: true, description: 'What it is called: 1 to 100 characters.' }),
    priceAmount: t.int({
      required: true,
      description: 'For one of it, in minor units of the currency of the property.',
    }),
    category: t.string({ description: 'Under which heading it stands: at most 60 characters.' }),
    description: t.string({ description: 'What it is: plain text, at most 2,000 characters.' }),
  }),
  run: (context, { propertyId, ...input }) => createMenuItem(context, { ...input, propertyId: propertyId.id }),
  payload: menuItemPayload,
});

mutation('updateMenuItem', {
  description:
    'Changes what is on a menu. What is left out stays as it is, and so does what was ordered. Staff say what is sold out; the rest is for those who manage the property.',
  versioned: true,
  rules: menuItemChangeRules,
  input: (t) => ({
    id: t.globalID({ for: MenuItem, required: true, description: 'What of the menu.' }),
    name: t.string({ description: 'What it is called: 1 to 100 characters.' }),
    priceAmount: t.int({ description: 'For one of it, in minor units.' }),
    category: t.string({ description: 'Under which heading it stands: at most 60 characters.' }),
    description: t.string({ description: 'What it is: plain text, at most 2,000 characters.' }),
    status: t.field({ type: MenuItemStatus, description: 'Whether it can be ordered.' }),
  }),
  run: (context, { id, expectedVersion, ...changes }) => updateMenuItem(context, id.id, changes, expectedVersion),
  payload: menuItemPayload,
});

const OrderItemInput = builder.inputType('OrderItemInput', {
  description: 'So many of something.',
  fields: (t) => ({
    menuItemId: t.globalID({ for: MenuItem, required: true, description: 'What of the menu.' }),
    quantity: t.int({ required: true, description: 'How many: 1 to 100.' }),
    notes: t.string({ description: 'How they are wanted: at most 300 characters.' }),
  }),
});

mutation('placeOrder', {
  description:
    'Orders from the menu, at the prices of this moment. To a booking that stands, which it is charged to once it is delivered; the desk may order without one.',
  idempotent: true,
  rules: newOrderRules,
  input: (t) => ({
    bookingId: t.globalID({ for: Booking, description: 'What it is charged to.' }),
    propertyId: t.globalID({ for: Property, description: 'Where, without a booking. For the desk alone.' }),
    place: t.string({ description: 'Where it is brought: at most 100 characters.' }),
    notes: t.string({ description: 'What else is asked for: at most 1,000 characters.' }),
    items: t.field({ type: [OrderItemInput], required: true, description: 'What: 1 to 50 lines.' }),
  }),
  run: (context, { bookingId, propertyId, items, ...input }) =>
    placeOrder(context, {
      ...input,
      bookingId: bookingId?.id,
      propertyId: propertyId?.id,
      items: items.map(({ menuItemId, ...item }) => ({ ...item, menuItemId: menuItemId.id })),
    }),
  payload: orderPayload,
});

const transitions: ReadonlyArray<{
  name: 'acceptOrder' | 'startOrder' | 'markOrderReady' | 'deliverOrder' | 'cancelOrder' | 'rejectOrder';
  description: string;
  run: (context: Context, input: OrderMove) => Promise<{ orderId: string }>;
}> = [
  { name: 'acceptOrder', description: 'Takes an order that waits: it will be made.', run: acceptOrder },
  { name: 'startOrder', description: 'Somebody is at it.', run: startOrder },
  { name: 'markOrderReady', description: 'It is ready: the guest hears of it.', run: markOrderReady },
  {
    name: 'deliverOrder',
    description: 'The guest has it: it is on the bill of the booking from here on.',
    run: deliverOrder,
  },
  {
    name: 'cancelOrder',
    description: 'Calls an order off: guests until it is accepted, the desk until it is delivered.',
    run: cancelOrder,
  },
  { name: 'rejectOrder', description: 'Does not take an order that waits.', run: rejectOrder },
];

for (const { name, description, run } of transitions)
  mutation(name, {
    description,
    idempotent: true,
    versioned: true,
    rules: orderMoveRules,
    input: (t) => ({
      id: t.globalID({ for: Order, required: true, description: 'Which order.' }),
      reason: t.string({ description: 'Why: the guest reads it too. At most 500 characters.' }),
    }),
    run: (context, { id, ...input }) => run(context, { ...input, orderId: id.id }),
    payload: orderPayload,
  });
