import { randomUUID } from 'node:crypto';
import type { UserActor } from '../../src/actor.js';
import type { App } from '../../src/app.js';
import { cancelBooking } from '../../src/bookings/cancel-booking.js';
import { rescheduleBooking } from '../../src/bookings/reschedule-booking.js';
import type { Context } from '../../src/context.js';
import { Refusal } from '../../src/errors.js';
import type { Prisma } from '../../src/generated/prisma/client.js';
import { acceptOrder } from '../../src/orders/accept-order.js';
import { cancelOrder } from '../../src/orders/cancel-order.js';
import { deliverOrder } from '../../src/orders/deliver-order.js';
import { markOrderReady } from '../../src/orders/mark-order-ready.js';
import type { OrderMove } from '../../src/orders/move-order.js';
import { placeOrder } from '../../src/orders/place-order.js';
import { startOrder } from '../../src/orders/start-order.js';
import { cancelPayment } from '../../src/payments/cancel-payment.js';
import { capturePayment } from '../../src/payments/capture-payment.js';
import { createPayment } from '../../src/payments/create-payment.js';
import { failPayment } from '../../src/payments/fail-payment.js';
import { receiveWebhook } from '../../src/payments/receive-webhook.js';
import { reconcilePayments } from '../../src/payments/reconcile-payments.js';
import { refundPayment } from '../../src/payments/refund-payment.js';
import { syncPayment } from '../../src/payments/sync-payment.js';
import { aCrowd, asking } from '../bookings/race.js';
import { aBooking, aMember, aMenuItem } from '../support/factories.js';
import type { StripeStandIn } from './stripe-stand-in.js';

/** A guest, an owner, a soup for 12.50, and bookings of the guest that cost 200.00 each: every other one is confirmed. */
export async function aTill(app: App, bookings: number) {
  const { property, offering, people } = await aCrowd(app, { units: bookings, guests: 1 });
  const [guest] = people as [UserActor];
  const { user } = await aMember(app, property, 'OWNER');
  const owner: UserActor = {
    ...guest,
    key: `user:${user.id}`,
    id: user.id,
    memberships: new Map([[property.id, 'OWNER']]),
  };
  const ids: string[] = [];
  for (const unit of offering.units) {
    const status = ids.length % 2 === 0 ? 'CONFIRMED' : 'PENDING';
    const { id } = await aBooking(app, { ...offering, units: [unit] }, { guestId: guest.id, status });
    ids.push(id);
  }
  const { id: menuItemId } = await aMenuItem(app, property);
  return { guest, owner, bookingIds: ids, menuItemId, credit: new Map<string, number>() };
}

/**
 * `credit`: how much more than is owed a booking may have been paid, since it became less after it was paid, or money
 * came back that was paid another time meanwhile.
 */
export type Till = Awaited<ReturnType<typeof aTill>>;

/** After these, nothing that was paid is ever more than what is owed. */
export const steadyActs = [
  'charge',
  'charge again',
  'desk',
  'pay',
  'decline',
  'refund',
  'refund again',
  'refund elsewhere',
  'reserve',
  'capture',
  'refuse captures',
  'cancel',
  'fail',
  'webhook',
  'old webhook',
  'dispute',
  'order',
  'charge order',
  'desk order',
  'serve',
  'reconcile',
  'lose an answer',
  'lose two answers',
  'away',
] as const;
export const acts = [...steadyActs, 'win dispute', 'refund fails', 'shorten', 'call off', 'cancel order'] as const;
export type Act = (typeof acts)[number];

/** One thing that somebody does about money, by numbers from wherever. What is refused is no failure. */
export async function doSomething(app: App, stripe: StripeStandIn, till: Till, act: Act, place: number): Promise<void> {
  const { guest, owner, bookingIds, menuItemId } = till;
  const { prisma } = app.database;
  const pick = <T>(list: readonly T[]): T | undefined => list[place % Math.max(1, list.length)];
  const bookingId = pick(bookingIds) ?? '';
  const as = (actor: UserActor) => asking(app, actor);
  const payment = async () => {
    const all = await prisma.payment.findMany({ where: ofTill(till), orderBy: { id: 'asc' } });
    return pick(all)?.id ?? randomUUID();
  };
  const order = async () => {
    const all = await prisma.order.findMany({ where: { bookingId: { in: bookingIds } }, orderBy: { id: 'asc' } });
    return pick(all) ?? { id: randomUUID(), bookingId, totalAmount: 0 };
  };
  const give = (booking: string | null | undefined, amount: number) => {
    if (booking != null) till.credit.set(booking, (till.credit.get(booking) ?? 0) + amount);
  };
  const paidFor = async (where: Prisma.PaymentWhereInput) => {
    const all = await prisma.payment.findMany({ where });
    return all.reduce((sum, each) => sum + each.capturedAmount - each.refundedAmount - each.disputedAmount, 0);
  };
  const giveForIntent = async (gatewayRef: string, amount: number) => {
    const found = await prisma.payment.findFirst({ where: { gatewayRef }, include: { order: true } });
    give(found?.bookingId ?? found?.order?.bookingId, amount);
  };
  // As a client that tries again until it is answered: the same key for the same thing.
  const again = (operation: 'createPayment' | 'refundPayment', key: string, actor: UserActor) => ({
    ...as(actor),
    claim: { actor: actor.key, key, operation, bodyHash: Buffer.from(key) },
  });
  const intents = [...stripe.intents.values()];
  const unpaid = intents.filter(({ status }) => ['requires_payment_method', 'processing'].includes(status));
  const refund = { amount: 1 + (place % 9_000) };
  const remote = app.gateways.get('stripe')?.remote;
  const deliver = async (intent: object | undefined, options: { id?: string } = {}) => {
    if (intent === undefined || remote === undefined) return;
    const { payload, signature } = stripe.event(intent, options);
    await receiveWebhook(app, { name: 'stripe', remote }, Buffer.from(payload), { 'stripe-signature': signature });
  };
  const doing: Record<Act, () => Promise<unknown>> = {
    charge: () => createPayment(as(guest), { bookingId, gateway: 'stripe' }),
    'charge again': () =>
      createPayment(again('createPayment', `charge ${bookingId}`, guest), { bookingId, gateway: 'stripe' }),
    desk: () => createPayment(as(owner), { bookingId, gateway: 'desk', amount: 1 + (place % 20_000) }),
    pay: async () => unpaid.length > 0 && stripe.pay(pick(unpaid)?.id ?? ''),
    decline: async () => unpaid.length > 0 && stripe.pay(pick(unpaid)?.id ?? '', 'fails'),
    refund: async () => refundPayment(as(owner), { paymentId: await payment(), ...refund }),
    'refund again': async () => {
      const paymentId = await payment();
      return refundPayment(again('refundPayment', `refund ${paymentId}`, owner), { paymentId, amount: 700 });
    },
    'refund elsewhere': async () => {
      const intent = pick(intents);
      if (intent === undefined || stripe.leftOf(intent.id) < 100) return;
      stripe.refundElsewhere(intent.id, 100);
    },
    reserve: () => createPayment(as(owner), { bookingId, gateway: 'stripe', captureLater: true }),
    'refuse captures': async () =>
      Object.assign(stripe, { captureRefused: place % 3 === 0 ? 'capture_charge_authorization_expired' : null }),
    dispute: async () => {
      const paid = pick(intents.filter(({ amount_received }) => amount_received > 0));
      // Of a half, or of more than there is.
      if (paid !== undefined) stripe.dispute(paid.id, Math.ceil(paid.amount_received * (place % 2 === 0 ? 0.5 : 1.1)));
    },
    'win dispute': async () => {
      const dispute = pick(stripe.disputes);
      if (dispute === undefined) return;
      dispute.status = 'won';
      await giveForIntent(dispute.payment_intent, dispute.amount);
    },
    'refund fails': async () => {
      const refund = pick(stripe.refunds);
      if (refund === undefined || refund.status === 'failed') return;
      Object.assign(refund, { status: 'failed', failure_reason: 'lost_or_stolen_card' });
      await giveForIntent(refund.payment_intent, refund.amount);
    },
    order: () => placeOrder(as(guest), { bookingId, items: [{ menuItemId, quantity: 1 + (place % 3) }] }),
    'charge order': async () => createPayment(as(guest), { orderId: (await order()).id, gateway: 'stripe' }),
    'desk order': async () => createPayment(as(owner), { orderId: (await order()).id, gateway: 'desk' }),
    serve: async () => serve(as(owner), { orderId: (await order()).id }),
    'cancel order': async () => {
      const { id: orderId, bookingId: chargedTo } = await order();
      await cancelOrder(as(owner), { orderId });
      give(chargedTo, await paidFor({ orderId }));
    },
    shorten: async () => {
      const { from, totalAmount } = await prisma.booking.findUniqueOrThrow({ where: { id: bookingId } });
      const to = new Date(Date.parse(from) + 86_400_000).toISOString().slice(0, 10);
      await rescheduleBooking(as(owner), { bookingId, from, to });
      const after = await prisma.booking.findUniqueOrThrow({ where: { id: bookingId } });
      give(bookingId, totalAmount - after.totalAmount);
    },
    'call off': async () => {
      // Not every time, so that there is something left to pay.
      if (place % 3 !== 0) return;
      await cancelBooking(as(owner), { bookingId });
      // What comes from here on is late, and goes back.
      give(bookingId, await paidFor({ OR: [{ bookingId }, { order: { bookingId } }] }));
    },
    capture: async () => capturePayment(as(owner), { paymentId: await payment() }),
    cancel: async () => cancelPayment(as(owner), { paymentId: await payment() }),
    fail: async () => failPayment(as(owner), { paymentId: await payment() }),
    webhook: () => deliver(pick(intents)),
    'old webhook': () => deliver(pick(intents), { id: `evt_${place % 5}` }),
    reconcile: async () => {
      await allDue(app, bookingIds);
      await reconcilePayments(app);
    },
    'lose an answer': async () => Object.assign(stripe, { lost: 1 }),
    'lose two answers': async () => Object.assign(stripe, { lost: 2 }),
    away: async () => Object.assign(stripe, { down: 2 }),
  };
  await doing[act]().catch((error: unknown) => {
    if (!(error instanceof Refusal) && (error as { code?: string }).code !== 'NOT_FOUND' && !isAnswered(error))
      throw error;
  });
}

/** As if the time of all that is open had come. Not of what somebody is at: that would be another order of locks. */
export const allDue = ({ database }: App, bookingIds: readonly string[] | null = null) =>
  database.query(
    `UPDATE payment SET check_at = now() WHERE id IN (
      SELECT id FROM payment WHERE check_at IS NOT NULL
        AND ($1::uuid[] IS NULL OR booking_id = ANY($1) OR order_id IN (SELECT id FROM "order" WHERE booking_id = ANY($1)))
      FOR UPDATE SKIP LOCKED)`,
    [bookingIds],
  );

const ofTill = ({ bookingIds }: Pick<Till, 'bookingIds'>) => ({
  OR: [{ bookingId: { in: bookingIds } }, { order: { bookingId: { in: bookingIds } } }],
});

/** As far as it goes. */
async function serve(context: Context, move: OrderMove): Promise<void> {
  for (const step of [acceptOrder, startOrder, markOrderReady, deliverOrder])
    await step(context, move).catch(refusedOnly);
}

function refusedOnly(error: unknown): void {
  if (!(error instanceof Refusal)) throw error;
}

const isAnswered = (error: unknown) => (error as Error).message === 'This idempotency key was answered before.';

/** Once nothing is in the way any more and everything was asked about: what is wrong. Nothing, when all is well. */
export async function whatIsWrong(app: App, stripe: StripeStandIn, till: Till): Promise<unknown[]> {
  Object.assign(stripe, { lost: 0, down: 0, captureRefused: null });
  const { bookingIds } = till;
  const where = ofTill(till);
  // Twice: what the first finds may be something to do.
  for (const _round of [1, 2])
    for (const { id } of await app.database.prisma.payment.findMany({ where })) await syncPayment(app, id);
  const wrong: unknown[] = await app.database.query(
    `SELECT p.id, p.status, 'sums' AS what FROM payment p LEFT JOIN ledger_entry e ON e.payment_id = p.id
     WHERE p.booking_id = ANY($1::uuid[]) OR p.order_id IN (SELECT id FROM "order" WHERE booking_id = ANY($1::uuid[])) GROUP BY p.id
     HAVING p.captured_amount <> coalesce(sum(e.amount) FILTER (WHERE kind = 'CAPTURED'), 0)
       OR p.refunded_amount <> coalesce(sum(CASE kind WHEN 'REFUNDED' THEN e.amount WHEN 'REFUND_REVERSED' THEN -e.amount END), 0)
       OR p.refunded_amount + p.refund_pending_amount > p.captured_amount
       OR p.refund_pending_amount <> 0
       OR p.disputed_amount <> coalesce(sum(CASE kind WHEN 'DISPUTED' THEN e.amount WHEN 'DISPUTE_WON' THEN -e.amount END), 0)
       OR p.disputed_amount > p.captured_amount
       OR p.status::text <> CASE WHEN p.disputed_amount > 0 THEN 'DISPUTED' WHEN p.captured_amount = 0 THEN p.status::text WHEN p.refunded_amount = 0 THEN 'CAPTURED'
            WHEN p.refunded_amount < p.captured_amount THEN 'PARTIALLY_REFUNDED' ELSE 'REFUNDED' END
       OR p.captured_amount = 0 AND p.status IN ('CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'DISPUTED')`,
    [bookingIds],
  );
  const payments = await app.database.prisma.payment.findMany({ where, include: { ledger: true } });
  for (const payment of payments.filter(({ gateway }) => gateway === 'stripe')) {
    const { id, gatewayRef, capturedAmount, refundedAmount, disputedAmount, status } = payment;
    const made = [...stripe.intents.values()].filter(({ metadata }) => metadata.frontdesk_payment === id);
    // Called off before Stripe has heard of it: then it never does.
    const never = status === 'CANCELLED' && gatewayRef === null && made.length === 0;
    if (!never && (made.length !== 1 || made[0]?.id !== gatewayRef)) wrong.push({ id, what: 'charged twice', made });
    const back = stripe.refunds.filter(({ payment_intent }) => payment_intent === gatewayRef);
    const parts = back.flatMap(({ metadata }) => metadata.frontdesk_refund ?? []);
    if (new Set(parts).size !== parts.length) wrong.push({ id, what: 'refunded twice', parts });
    const [received, returned] = [
      made[0]?.amount_received ?? 0,
      total(back.filter((each) => each.status !== 'failed')),
    ];
    const lost = stripe.disputes.filter((each) => each.payment_intent === gatewayRef && each.status !== 'won');
    const most = Math.min(received, total(lost));
    if (disputedAmount > most || (disputedAmount === 0) !== (most === 0))
      wrong.push({ id, what: 'not what is disputed', disputedAmount, most });
    if (received !== capturedAmount || returned !== refundedAmount)
      wrong.push({ id, what: 'not what Stripe has', received, returned, capturedAmount, refundedAmount, status });
    // What was asked for was done, or was refused and let go.
    const requested = payment.ledger.filter(({ kind }) => kind === 'REFUND_REQUESTED').length;
    const settled = payment.ledger.filter(({ kind }) => kind === 'REFUNDED' || kind === 'REFUND_RELEASED').length;
    if (requested !== settled) wrong.push({ id, what: 'left open', requested, settled });
  }
  for (const id of bookingIds) {
    const net = (of: { bookingId: string } | { orderId: string }) =>
      payments
        .filter((payment) => ('orderId' in of ? payment.orderId === of.orderId : payment.bookingId === of.bookingId))
        .reduce((sum, each) => sum + each.capturedAmount - each.refundedAmount - each.disputedAmount, 0);
    const { orders, ...booking } = await app.database.prisma.booking.findUniqueOrThrow({
      where: { id },
      include: { orders: true },
    });
    let paid = net({ bookingId: id });
    let owed = booking.status === 'CANCELLED' ? 0 : booking.totalAmount;
    for (const { id: orderId, status, totalAmount } of orders) {
      const paidByItself = net({ orderId });
      paid += paidByItself;
      if (status === 'DELIVERED') owed += totalAmount;
      else if (status !== 'CANCELLED') owed += Math.min(totalAmount, paidByItself);
    }
    const credit = till.credit.get(id) ?? 0;
    if (paid > owed + credit) wrong.push({ id, what: 'more was paid than is owed', paid, owed, credit });
  }
  return wrong;
}

const total = (all: ReadonlyArray<{ amount: number }>) => all.reduce((sum, { amount }) => sum + amount, 0);
