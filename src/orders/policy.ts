import type { Policy, Rule } from '../policy/rule.js';

const desk: Rule = {
  staff: 'property',
  manager: 'property',
  owner: 'property',
  admin: 'all',
  superAdmin: 'all',
  key: 'orders:write',
};
const management: Rule = {
  manager: 'property',
  owner: 'property',
  admin: 'all',
  superAdmin: 'all',
  key: 'orders:write',
};

export const orderPolicy = {
  order: { ...desk, user: 'own', key: 'orders:read' },
  orders: {
    user: 'yes',
    admin: 'yes',
    superAdmin: 'yes',
    key: 'orders:read',
    notes: { user: 'own, and those of one’s properties' },
  },
  createMenuItem: management,
  updateMenuItem: { ...desk, notes: { staff: 'whether it is sold out' } },
  placeOrder: { ...desk, user: 'own', notes: { user: 'to one’s own booking' } },
  acceptOrder: desk,
  startOrder: desk,
  markOrderReady: desk,
  deliverOrder: desk,
  cancelOrder: { ...desk, user: 'own', notes: { user: 'until it is accepted' } },
  rejectOrder: desk,
} as const satisfies Policy;
