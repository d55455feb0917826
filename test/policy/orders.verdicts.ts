import { randomUUID } from 'node:crypto';
import { aMenuItem, anOrder } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { bookingOf } from './bookings.verdicts.js';
import type { Expected } from './verdict.js';
import type { Asking, Relation, World } from './world.js';

const errors = 'userErrors { code }';

/** An order of whoever asks at another property, or of somebody else. */
export async function orderOf(world: World, relation: Relation, { userId }: Asking): Promise<string> {
  const property = relation === 'own' ? world.theirs : world.propertyOf(relation);
  if (property === null) return globalId('Order', randomUUID());
  const order = await anOrder(world.running.app, property, { guestId: relation === 'own' ? userId : null });
  return globalId('Order', order.id);
}

async function menuItemOf(world: World, relation: Relation, archived = false): Promise<string> {
  const property = world.propertyOf(relation);
  if (property === null) return globalId('MenuItem', randomUUID());
  const item = await aMenuItem(world.running.app, property, archived ? { status: 'ARCHIVED' } : {});
  return globalId('MenuItem', item.id);
}

const order = async (...of: [World, Relation, Asking]) => ({ id: await orderOf(...of) });
const everywhere = { same: 'A', other: 'A', none: 'N' } as const;
const desk = {
  same: 'U N N A A A A A A R',
  other: 'U N N N N N A A N N',
  none: 'U N N N N N N N N N',
};
const verb = (name: string): Expected => ({
  document: `mutation ($id: ID!) { ${name}(input: { id: $id }) { ${errors} } }`,
  variables: order,
  verdicts: { own: '- R R R R R A A - -', ...desk },
  scope: 'orders:write',
  keyEverywhere: everywhere,
});

export const orderVerdicts: Record<string, Expected> = {
  //              anonymous guest provider staff manager owner admin super key key-without-scope
  order: {
    document: 'query ($id: ID!) { order(id: $id) { status } }',
    variables: order,
    verdicts: {
      own: '- A A A A A A A - -',
      ...desk,
      other: 'U N N N N N A A N R',
      none: 'U N N N N N N N N R',
    },
    scope: 'orders:read',
    keyEverywhere: everywhere,
  },
  orders: {
    document: '{ orders { totalCount } }',
    verdicts: { none: 'U A A A A A A A A R' },
    scope: 'orders:read',
    keyEverywhere: { none: 'A' },
  },
  'node Order': {
    document: 'query ($id: ID!) { node(id: $id) { __typename } nodes(ids: [$id]) { __typename } }',
    variables: order,
    isNode: true,
    verdicts: {
      own: '- A A A A A A A - -',
      same: 'N N N A A A A A A N',
      other: 'N N N N N N A A N N',
      none: 'N N N N N N N N N N',
    },
    scope: 'orders:read',
    keyEverywhere: everywhere,
  },
  'node MenuItem': {
    document: 'query ($id: ID!) { node(id: $id) { __typename } nodes(ids: [$id]) { __typename } }',
    variables: async (world, relation) => ({ id: await menuItemOf(world, relation) }),
    isNode: true,
    verdicts: { same: 'A A A A A A A A A A', other: 'A A A A A A A A A A', none: 'N N N N N N N N N N' },
  },
  'node MenuItem, archived': {
    document: 'query ($id: ID!) { node(id: $id) { __typename } nodes(ids: [$id]) { __typename } }',
    variables: async (world, relation) => ({ id: await menuItemOf(world, relation, true) }),
    isNode: true,
    verdicts: { same: 'N N N A A A A A A N', other: 'N N N N N N A A N N' },
    scope: 'orders:read',
    keyEverywhere: { same: 'A', other: 'A' },
  },
  createMenuItem: {
    document: `mutation ($id: ID!) { createMenuItem(input: { propertyId: $id, name: "Tea", priceAmount: 300 }) { ${errors} } }`,
    variables: (world, relation) => ({ id: world.propertyId(relation) }),
    verdicts: { ...desk, same: 'U N N R A A A A A R' },
    scope: 'orders:write',
    keyEverywhere: { same: 'A', other: 'A', none: 'N' },
  },
  'updateMenuItem to what is sold out': {
    document: `mutation ($id: ID!) { updateMenuItem(input: { id: $id, status: SOLD_OUT }) { ${errors} } }`,
    variables: async (world, relation) => ({ id: await menuItemOf(world, relation) }),
    verdicts: desk,
    scope: 'orders:write',
    keyEverywhere: { same: 'A', other: 'A', none: 'N' },
  },
  'updateMenuItem to another price': {
    document: `mutation ($id: ID!) { updateMenuItem(input: { id: $id, priceAmount: 1 }) { ${errors} } }`,
    variables: async (world, relation) => ({ id: await menuItemOf(world, relation) }),
    verdicts: { ...desk, same: 'U N N R A A A A A R' },
    scope: 'orders:write',
    keyEverywhere: { same: 'A', other: 'A', none: 'N' },
  },
  placeOrder: {
    document: `mutation ($id: ID!) {
      placeOrder(input: { bookingId: $id, items: [{ menuItemId: "${globalId('MenuItem', randomUUID())}", quantity: 1 }] }) { ${errors} }
    }`,
    variables: async (...of) => ({ id: globalId('Booking', (await bookingOf(...of)).id) }),
    verdicts: { own: '- A A A A A A A - -', ...desk },
    scope: 'orders:write',
    keyEverywhere: everywhere,
  },
  'placeOrder without a booking': {
    document: `mutation ($id: ID!) {
      placeOrder(input: { propertyId: $id, items: [{ menuItemId: "${globalId('MenuItem', randomUUID())}", quantity: 1 }] }) { ${errors} }
    }`,
    variables: (world, relation) => ({ id: world.propertyId(relation) }),
    verdicts: desk,
    scope: 'orders:write',
    keyEverywhere: { same: 'A', other: 'A', none: 'N' },
  },
  acceptOrder: verb('acceptOrder'),
  startOrder: verb('startOrder'),
  markOrderReady: verb('markOrderReady'),
  deliverOrder: verb('deliverOrder'),
  rejectOrder: verb('rejectOrder'),
  cancelOrder: { ...verb('cancelOrder'), verdicts: { own: '- A A A A A A A - -', ...desk } },
};
