import { Booking } from '../bookings/booking.js';
import { Order } from '../orders/order.js';
import type { builder } from '../schema/builder.js';
import { mutation, type Outcome } from '../schema/mutation.js';
import { cancelPayment } from './cancel-payment.js';
import { capturePayment } from './capture-payment.js';
import { createPayment } from './create-payment.js';
import { failPayment } from './fail-payment.js';
import { Payment } from './payment.js';
import { refundPayment } from './refund-payment.js';
import { amountRules, newPaymentRules, reasonRules, refundRules } from './rules.js';

type Types = typeof builder.$inferSchemaTypes;
type Answer = { paymentId: string };

/** What every mutation of a payment answers. */
const payload = (t: PothosSchemaTypes.ObjectFieldBuilder<Types, Outcome<Answer>>) => ({
  payment: t.prismaField({
    type: Payment,
    nullable: true,
    description: 'The payment as it is now.',
    resolve: (query, { answer }, _args, { app }) =>
      answer && app.database.prisma.payment.findUnique({ ...query, where: { id: answer.paymentId } }),
  }),
});

mutation('createPayment', {
  description:
    'Makes out a payment of what is due for a booking or an order. Guests pay online and all of it; who takes the money of the property may take a part, and by the `desk` too. Online, pay with `clientSecret`: the status follows what the gateway says.',
  idempotent: true,
  rules: newPaymentRules,
  input: (t) => ({
    bookingId: t.globalID({ for: Booking, description: 'For this booking. Either this or `orderId`.' }),
    orderId: t.globalID({ for: Order, description: 'For this order. Either this or `bookingId`.' }),
    gateway: t.string({ required: true, description: 'How: `desk`, or `stripe` where it is configured.' }),
    amount: t.int({ description: 'Minor units. All that is due, when it is left out.' }),
    method: t.string({ description: 'At the desk: cash, card, transfer. At most 40 characters.' }),
    captureLater: t.boolean({
      description: 'True: the money is only reserved until `capturePayment`. Not for guests.',
    }),
  }),
  run: (context, { bookingId, orderId, ...input }) =>
    createPayment(context, { ...input, bookingId: bookingId?.id, orderId: orderId?.id }),
  payload,
});

mutation('capturePayment', {
  description:
    'The money is there: at the desk in somebody’s hand; a gateway takes what it has reserved. A booking that is paid by it is confirmed.',
  idempotent: true,
  versioned: true,
  rules: amountRules,
  input: (t) => ({
    id: t.globalID({ for: Payment, required: true, description: 'Which payment.' }),
    amount: t.int({ description: 'Minor units: less than it is about, if less came. All of it, when it is left out.' }),
  }),
  run: (context, { id, ...input }) => capturePayment(context, { ...input, paymentId: id.id }),
  payload,
});

mutation('failPayment', {
  description: 'At the desk: the money did not come. Gateways say so by themselves.',
  idempotent: true,
  versioned: true,
  rules: reasonRules,
  input: (t) => ({
    id: t.globalID({ for: Payment, required: true, description: 'Which payment.' }),
    reason: t.string({ description: 'Why: at most 500 characters.' }),
  }),
  run: (context, { id, ...input }) => failPayment(context, { ...input, paymentId: id.id }),
  payload,
});

mutation('cancelPayment', {
  description: 'Nothing is to be paid by it any more, as long as nothing was captured.',
  idempotent: true,
  versioned: true,
  input: (t) => ({ id: t.globalID({ for: Payment, required: true, description: 'Which payment.' }) }),
  run: (context, { id, ...input }) => cancelPayment(context, { ...input, paymentId: id.id }),
  payload,
});

mutation('refundPayment', {
  description:
    'Gives back what was captured, or a part of it, and never more than that. Online it is `refundPending` until the gateway has done it.',
  idempotent: true,
  versioned: true,
  rules: refundRules,
  input: (t) => ({
    id: t.globalID({ for: Payment, required: true, description: 'Which payment.' }),
    amount: t.int({ description: 'Minor units. All that is left, when it is left out.' }),
    reason: t.string({ description: 'Why: at most 500 characters.' }),
  }),
  run: (context, { id, ...input }) => refundPayment(context, { ...input, paymentId: id.id }),
  payload,
});
