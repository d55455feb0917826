import type { Policy, Rule } from '../policy/rule.js';

/** Those who may see the money of a property: not everybody who works there. */
const money: Rule = { manager: 'property', owner: 'property', admin: 'all', superAdmin: 'all', key: 'payments:read' };
const takesMoney: Rule = { ...money, key: 'payments:write' };
const signedIn: Rule = { user: 'yes', admin: 'yes', superAdmin: 'yes' };

export const paymentPolicy = {
  payment: { ...money, user: 'own' },
  payments: {
    ...signedIn,
    key: 'payments:read',
    notes: { user: 'own, and those of the properties whose money one may see' },
  },
  'Booking.bill': { ...money, user: 'own' },
  'Booking.payments': { ...money, user: 'own' },
  'Order.payments': { ...money, user: 'own' },
  'Payment.clientSecret': { user: 'own' },
  createPayment: { ...takesMoney, user: 'own', notes: { user: 'online, and what is due' } },
  capturePayment: takesMoney,
  failPayment: takesMoney,
  cancelPayment: { ...takesMoney, user: 'own' },
  refundPayment: { owner: 'property', admin: 'all', superAdmin: 'all', key: 'payments:write' },
} as const satisfies Policy;
