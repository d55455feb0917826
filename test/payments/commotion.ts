import { randomUUID } from 'node:crypto';
import type { UserActor } from '../../src/actor.js';
import type { App } from '../../src/app.js';
import { Refusal } from '../../src/errors.js';
import { cancelPayment } from '../../src/payments/cancel-payment.js';
import { capturePayment } from '../../src/payments/capture-payment.js';
import { createPayment } from '../../src/payments/create-payment.js';
import { failPayment } from '../../src/payments/fail-payment.js';
import { receiveWebhook } from '../../src/payments/receive-webhook.js';
import { reconcilePayments } from '../../src/payments/reconcile-payments.js';
import { refundPayment } from '../../src/payments/refund-payment.js';
import { syncPayment } from '../../src/payments/sync-payment.js';
import { aCrowd, asking } from '../bookings/race.js';
import { aBooking, aMember } from '../support/factories.js';
import type { StripeStandIn } from './stripe-stand-in.js';

/** A guest, an owner, and bookings of the guest that cost 200.00 each. */
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
    const { id } = await aBooking(app, { ...offering, units: [unit] }, { guestId: guest.id });
    ids.push(id);
  }
  return { guest, owner, bookingIds: ids };
}

export type Till = Awaited<ReturnType<typeof aTill>>;

export const acts = [
  'charge',
  'charge again',
  'desk',
  'pay',
  'decline',
  'refund',
  'refund again',
  'refund elsewhere',
  'capture',
  'cancel',
  'fail',
  'webhook',
  'old webhook',
  'reconcile',
  'lose an answer',
  'lose two answers',
  'away',
] as const;
export type Act = (typeof acts)[number];

/** One thing that somebody does about money, by numbers from wherever. What is refused is no failure. */
export async function doSomething(
  app: App,
  stripe: StripeStandIn,
  { guest, owner, bookingIds }: Till,
  act: Act,
  place: number,
): Promise<void> {
  const { prisma } = app.database;
  const pick = <T>(list: readonly T[]): T | undefined => list[place % Math.max(1, list.length)];
  const bookingId = pick(bookingIds) ?? '';
  const as = (actor: UserActor) => asking(app, actor);
  const payment = async () => {
    const all = await prisma.payment.findMany({ where: { bookingId: { in: bookingIds } }, orderBy: { id: 'asc' } });
    return pick(all)?.id ?? randomUUID();
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
    capture: async () => capturePayment(as(owner), { paymentId: await payment() }),
    cancel: async () => cancelPayment(as(owner), { paymentId: await payment() }),
    fail: async () => failPayment(as(owner), { paymentId: await payment() }),
    webhook: () => deliver(pick(intents)),
    'old webhook': () => deliver(pick(intents), { id: `evt_${place % 5}` }),
    reconcile: async () => {
      await allDue(app);
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
export const allDue = ({ database }: App) =>
  database.query(`UPDATE payment SET check_at = now()
    WHERE id IN (SELECT id FROM payment WHERE check_at IS NOT NULL FOR UPDATE SKIP LOCKED)`);

const isAnswered = (error: unknown) => (error as Error).message === 'This idempotency key was answered before.';

/** Once nothing is in the way any more and everything was asked about: what is wrong. Nothing, when all is well. */
export async function whatIsWrong(app: App, stripe: StripeStandIn, { bookingIds }: Till): Promise<unknown[]> {
  Object.assign(stripe, { lost: 0, down: 0 });
  const where = { bookingId: { in: bookingIds } };
  // Twice: what the first finds may be something to do.
  for (const _round of [1, 2])
    for (const { id } of await app.database.prisma.payment.findMany({ where })) await syncPayment(app, id);
  const wrong: unknown[] = await app.database.query(
    `SELECT p.id, p.status, 'sums' AS what FROM payment p LEFT JOIN ledger_entry e ON e.payment_id = p.id
     WHERE p.booking_id = ANY($1::uuid[]) GROUP BY p.id
     HAVING p.captured_amount <> coalesce(sum(e.amount) FILTER (WHERE kind = 'CAPTURED'), 0)
       OR p.refunded_amount <> coalesce(sum(CASE kind WHEN 'REFUNDED' THEN e.amount WHEN 'REFUND_REVERSED' THEN -e.amount END), 0)
       OR p.refunded_amount + p.refund_pending_amount > p.captured_amount
       OR p.refund_pending_amount <> 0
       OR p.status::text <> CASE WHEN p.captured_amount = 0 THEN p.status::text WHEN p.refunded_amount = 0 THEN 'CAPTURED'
            WHEN p.refunded_amount < p.captured_amount THEN 'PARTIALLY_REFUNDED' ELSE 'REFUNDED' END
       OR p.captured_amount = 0 AND p.status IN ('CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'DISPUTED')`,
    [bookingIds],
  );
  const payments = await app.database.prisma.payment.findMany({ where, include: { ledger: true } });
  for (const payment of payments.filter(({ gateway }) => gateway === 'stripe')) {
    const { id, gatewayRef, capturedAmount, refundedAmount, status } = payment;
    const made = [...stripe.intents.values()].filter(({ metadata }) => metadata.frontdesk_payment === id);
    // Called off before Stripe has heard of it: then it never does.
    const never = status === 'CANCELLED' && gatewayRef === null && made.length === 0;
    if (!never && (made.length !== 1 || made[0]?.id !== gatewayRef)) wrong.push({ id, what: 'charged twice', made });
    const back = stripe.refunds.filter(({ payment_intent }) => payment_intent === gatewayRef);
    const parts = back.flatMap(({ metadata }) => metadata.frontdesk_refund ?? []);
    if (new Set(parts).size !== parts.length) wrong.push({ id, what: 'refunded twice', parts });
    const [received, returned] = [made[0]?.amount_received ?? 0, back.reduce((sum, { amount }) => sum + amount, 0)];
    if (received !== capturedAmount || returned !== refundedAmount)
      wrong.push({ id, what: 'not what Stripe has', received, returned, capturedAmount, refundedAmount, status });
    // What was asked for was done, or was refused and let go.
    const requested = payment.ledger.filter(({ kind }) => kind === 'REFUND_REQUESTED').length;
    const settled = payment.ledger.filter(({ kind }) => kind === 'REFUNDED' || kind === 'REFUND_RELEASED').length;
    if (requested !== settled) wrong.push({ id, what: 'left open', requested, settled });
  }
  for (const id of bookingIds) {
    const captured = payments
      .filter(({ bookingId }) => bookingId === id)
      .reduce((sum, { capturedAmount, refundedAmount }) => sum + capturedAmount - refundedAmount, 0);
    const { totalAmount } = await app.database.prisma.booking.findUniqueOrThrow({ where: { id } });
    if (captured > totalAmount) wrong.push({ id, what: 'paid twice', captured, totalAmount });
  }
  return wrong;
}
