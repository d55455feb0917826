import { LedgerEntryKind as Kinds, PaymentStatus as Statuses } from '../generated/prisma/enums.js';
import { subjectOfGuest } from '../policy/subject-of-guest.js';
import { builder } from '../schema/builder.js';
import { Money } from '../schema/money.js';
import { GatewayRefused, GatewayUnavailable } from './gateway.js';
import { paymentTransitions } from './states.js';
import { visiblePayments } from './visible.js';

export const PaymentStatus = builder.enumType('PaymentStatus', {
  description: 'How a payment stands: what its ledger comes to.',
  values: {
    [Statuses.CREATED]: { description: 'It is made out. Nobody has paid yet.' },
    [Statuses.PROCESSING]: { description: 'The gateway is at it.' },
    [Statuses.AUTHORIZED]: { description: 'The money is reserved, and waits to be captured.' },
    [Statuses.CAPTURED]: { description: 'The money is there.' },
    [Statuses.PARTIALLY_REFUNDED]: { description: 'A part of the money was given back.' },
    [Statuses.REFUNDED]: { description: 'All of the money was given back.' },
    [Statuses.FAILED]: { description: 'The money did not come. Online, another card may be tried.' },
    [Statuses.CANCELLED]: { description: 'Nothing is to be paid by it any more.' },
    [Statuses.DISPUTED]: { description: 'The bank of the guest has taken money back, or wants to.' },
  },
});

const LedgerEntryKind = builder.enumType('LedgerEntryKind', {
  description: 'What an entry of a ledger says.',
  values: {
    [Kinds.PROCESSING]: { description: 'The gateway began.' },
    [Kinds.AUTHORIZED]: { description: 'So much was reserved.' },
    [Kinds.CAPTURED]: { description: 'So much came in.' },
    [Kinds.FAILED]: { description: 'An attempt failed.' },
    [Kinds.CANCELLED]: { description: 'It was called off.' },
    [Kinds.REFUND_REQUESTED]: { description: 'So much is to be given back: it counts from here on.' },
    [Kinds.REFUNDED]: { description: 'So much was given back.' },
    [Kinds.REFUND_RELEASED]: { description: 'It was not given back after all.' },
    [Kinds.REFUND_REVERSED]: { description: 'What was given back did not arrive, and is back.' },
    [Kinds.DISPUTED]: { description: 'A bank has taken so much back for now.' },
    [Kinds.DISPUTE_WON]: { description: 'The bank has returned it.' },
  },
});

builder.prismaObject('LedgerEntry', {
  description: 'Something that happened to a payment. Entries are added, never changed, never removed.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'An id of its own.' }),
    kind: t.expose('kind', { type: LedgerEntryKind, description: 'What happened.' }),
    amount: t.field({
      type: Money,
      description: 'How much it is about. Nothing for those that move no money.',
      select: { amount: true, payment: { select: { currency: true } } },
      resolve: ({ amount, payment: { currency } }) => ({ amount, currency }),
    }),
    note: t.exposeString('note', { nullable: true, description: 'Why, if anybody said so.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was written.' }),
  }),
});

export const Payment = builder.prismaNode('Payment', {
  id: { field: 'id', description: 'The global id.' },
  description: 'What somebody pays for a booking or an order: for themselves, and for who may see the money there.',
  nullable: true,
  findUnique: (id, { actor }) => ({ id, AND: [visiblePayments(actor)] }),
  fields: (t) => ({
    property: t.relation('property', { description: 'Who is paid.' }),
    booking: t.relation('booking', { nullable: true, description: 'What for. Null: for an order.' }),
    guest: t.relation('guest', { nullable: true, description: 'Whose account it is on. Null for none.' }),
    gateway: t.exposeString('gateway', { description: 'How it is paid: `desk`, `stripe`.' }),
    method: t.exposeString('method', { nullable: true, description: 'At the desk: cash, card, transfer.' }),
    status: t.expose('status', { type: PaymentStatus, description: 'How it stands.' }),
    allowedTransitions: t.field({
      type: [PaymentStatus],
      description: 'What can follow. Of what is paid online, much is for the gateway to say.',
      select: { status: true },
      resolve: ({ status }) => [...paymentTransitions[status]],
    }),
    amount: t.field({
      type: Money,
      description: 'What is to be paid.',
      select: { amount: true, currency: true },
      resolve: ({ amount, currency }) => ({ amount, currency }),
    }),
    captured: t.field({
      type: Money,
      description: 'What came in.',
      select: { capturedAmount: true, currency: true },
      resolve: ({ capturedAmount: amount, currency }) => ({ amount, currency }),
    }),
    refunded: t.field({
      type: Money,
      description: 'What was given back.',
      select: { refundedAmount: true, currency: true },
      resolve: ({ refundedAmount: amount, currency }) => ({ amount, currency }),
    }),
    refundPending: t.field({
      type: Money,
      description: 'What is to be given back, and is on its way.',
      select: { refundPendingAmount: true, currency: true },
      resolve: ({ refundPendingAmount: amount, currency }) => ({ amount, currency }),
    }),
    disputed: t.field({
      type: Money,
      description: 'What a bank has taken back for now.',
      select: { disputedAmount: true, currency: true },
      resolve: ({ disputedAmount: amount, currency }) => ({ amount, currency }),
    }),
    captureLater: t.exposeBoolean('captureLater', {
      description: 'Whether the money is only reserved until `capturePayment`.',
    }),
    failureReason: t.exposeString('failureReason', {
      nullable: true,
      description: 'Why the last attempt failed, as the gateway calls it: `card_declined`.',
    }),
    clientSecret: t.string({
      nullable: true,
      description:
        'Online: what the browser of the guest pays with, for Stripe.js. Null when nothing is to be paid, or the gateway does not answer; null with FORBIDDEN for others.',
      authScopes: (payment) => ({ about: { operation: 'Payment.clientSecret', subject: subjectOfGuest(payment) } }),
      complexity: 10,
      select: { propertyId: true, guestId: true, gateway: true, gatewayRef: true, status: true },
      resolve: async ({ gateway, gatewayRef, status }, _args, { app }) => {
        const remote = app.gateways.get(gateway)?.remote;
        if (remote === undefined || gatewayRef === null || (status !== 'CREATED' && status !== 'FAILED')) return null;
        return remote.clientSecret(gatewayRef).catch((error: unknown) => {
          if (error instanceof GatewayRefused || error instanceof GatewayUnavailable) return null;
          throw error;
        });
      },
    }),
    ledger: t.relation('ledger', {
      description: 'Everything that happened to it, in order. Status and sums follow from it.',
      query: { orderBy: { place: 'asc' }, take: 200 },
    }),
    version: t.exposeInt('version', { description: 'Goes up with each entry of the ledger: for `expectedVersion`.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made out.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
  }),
});
