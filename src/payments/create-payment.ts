import { actorOf, type Context } from '../context.js';
import { databaseTime } from '../database/database-time.js';
import type { Transaction } from '../database/transaction.js';
import { Fault, Refusal } from '../errors.js';
import { authorize, may } from '../policy/authorize.js';
import { subjectOfGuest } from '../policy/subject-of-guest.js';
import { append } from '../realtime/append.js';
import { mostMoney } from '../schema/money.js';
import { write } from '../schema/write.js';
import { billOfBooking, billOfOrder, payableOf } from './bill.js';
import { aboutPayment, paymentStatusChanged } from './events.js';
import { firstCheck } from './next-check.js';
import { refuseAmount } from './refuse-amount.js';
import { hasten } from './sync-payment.js';

export interface NewPayment {
  /** One of the two. */
  bookingId?: string | null | undefined;
  orderId?: string | null | undefined;
  gateway: string;
  /** What is due, when it is left out. */
  amount?: number | null | undefined;
  method?: string | null | undefined;
  captureLater?: boolean | null | undefined;
}

/**
 * Makes out a payment of what is due, or of a part of it. What is open already is not due a second time. Guests pay
 * online, and all of it; the price is the server's.
 */
export async function createPayment(context: Context, input: NewPayment): Promise<{ paymentId: string }> {
  const actor = actorOf(context);
  const { app } = context;
  const gateway = app.gateways.get(input.gateway);
  const answer = await write(context, async (tx) => {
    const purpose = await lockPurpose(tx, input);
    const { propertyId, bookingId, orderId, guestId, chargedTo, currency } = purpose;
    authorize(actor, 'createPayment', subjectOfGuest(purpose));
    const takesMoney = may(actor, 'capturePayment', { propertyId });
    if (gateway === undefined || !(takesMoney || gateway.remote !== undefined))
      throw new Refusal('GATEWAY_UNKNOWN', { field: 'gateway' });
    const payable = await payableFor(tx, purpose);
    if (payable <= 0) throw new Refusal('NOTHING_DUE');
    // More than one payment can hold is paid by several.
    const most = Math.min(payable, mostMoney);
    const amount = input.amount ?? most;
    if (amount > most || (amount < most && !takesMoney))
      throw new Refusal('INVALID_INPUT', { field: 'amount', message: `What is due is ${payable}.` });
    refuseAmount(gateway, currency, amount);
    const now = await databaseTime(tx);
    const payment = await tx.payment.create({
      data: {
        propertyId,
        bookingId,
        orderId,
        guestId,
        gateway: gateway.name,
        method: input.method ?? null,
        amount,
        currency,
        captureLater: takesMoney && input.captureLater === true,
        createdAt: now,
        checkAt: gateway.remote === undefined ? null : firstCheck(now),
      },
    });
    append(tx, paymentStatusChanged(actor, { ...aboutPayment(payment, chargedTo), from: null, to: 'CREATED' }));
    return { paymentId: payment.id };
  });
  await hasten(context, answer.paymentId);
  return answer;
}

type Purpose = Awaited<ReturnType<typeof lockPurpose>>;

/** What it is for, locked: two payments of the same are made out one after the other. */
async function lockPurpose(tx: Transaction, { bookingId, orderId }: NewPayment) {
  if ((bookingId == null) === (orderId == null))
    throw new Refusal('INVALID_INPUT', { field: 'bookingId', message: 'Give either `bookingId` or `orderId`.' });
  const order = orderId == null ? null : await tx.order.findUnique({ where: { id: orderId } });
  const chargedTo = bookingId ?? order?.bookingId ?? null;
  if (chargedTo !== null) await tx.$executeRaw`SELECT 1 FROM booking WHERE id = ${chargedTo}::uuid FOR UPDATE`;
  if (order !== null) {
    await tx.$executeRaw`SELECT 1 FROM "order" WHERE id = ${order.id}::uuid FOR UPDATE`;
    const { propertyId, guestId, currency } = order;
    const { status } = await tx.order.findUniqueOrThrow({ where: { id: order.id }, select: { status: true } });
    const delivered = status === 'DELIVERED';
    return { propertyId, guestId, currency, bookingId: null, orderId: order.id, chargedTo, delivered };
  }
  const booking = chargedTo === null ? null : await tx.booking.findUnique({ where: { id: chargedTo } });
  if (booking === null) throw new Fault('NOT_FOUND');
  const { id, propertyId, guestId, currency } = booking;
  return { propertyId, guestId, currency, bookingId: id, orderId: null, chargedTo: id, delivered: false };
}

/** What of an order was charged to its booking may have been paid with that. */
async function payableFor(tx: Transaction, { orderId, chargedTo, delivered }: Purpose): Promise<number> {
  const ofBooking = async (id: string) => payableOf(await billOfBooking(tx, id));
  if (orderId === null) return chargedTo === null ? 0 : ofBooking(chargedTo);
  const ofOrder = payableOf(await billOfOrder(tx, orderId));
  return delivered && chargedTo !== null ? Math.min(ofOrder, await ofBooking(chargedTo)) : ofOrder;
}
