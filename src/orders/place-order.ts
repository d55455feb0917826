import { newBookingCode } from '../bookings/booking-code.js';
import { subjectOf } from '../bookings/lock-booking.js';
import { actorOf, type Context } from '../context.js';
import type { Transaction } from '../database/transaction.js';
import { Fault, Refusal, Refusals } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { mostMoney } from '../schema/money.js';
import { write } from '../schema/write.js';
import { orderPlaced } from './events.js';

export interface NewOrder {
  /** Of whom, where there is no booking to charge it to. */
  propertyId?: string | null | undefined;
  bookingId?: string | null | undefined;
  place?: string | null | undefined;
  notes?: string | null | undefined;
  items: ReadonlyArray<{ menuItemId: string; quantity: number; notes?: string | null | undefined }>;
}

/** At the prices of this moment. Guests order to a booking of theirs that stands; the desk, for anybody. */
export async function placeOrder(context: Context, input: NewOrder): Promise<{ orderId: string }> {
  const actor = actorOf(context);
  return write(context, async (tx) => {
    const { propertyId, bookingId, guestId, currency, stands, ...about } = await purposeOf(tx, input);
    authorize(actor, 'placeOrder', about.subject);
    if (!stands)
      throw new Refusal('NOT_ORDERABLE', { field: 'bookingId', message: 'The booking takes no orders now.' });
    const lines = await linesOf(tx, propertyId, input.items);
    const totalAmount = lines.reduce((sum, { priceAmount, quantity }) => sum + priceAmount * quantity, 0);
    if (totalAmount > mostMoney) throw new Refusal('INVALID_INPUT', { field: 'items', message: 'This is too much.' });
    const { id: orderId } = await tx.order.create({
      data: {
        code: newBookingCode(),
        propertyId,
        bookingId,
        guestId,
        place: input.place ?? '',
        notes: input.notes ?? '',
        totalAmount,
        currency,
        lines: { create: lines },
      },
      select: { id: true },
    });
    append(tx, orderPlaced(actor, { propertyId, orderId, bookingId, guestId, version: 1 }));
    return { orderId };
  });
}

async function purposeOf(tx: Transaction, { propertyId, bookingId }: NewOrder) {
  if (bookingId != null) {
    // So that nobody ends it meanwhile.
    await tx.$executeRaw`SELECT 1 FROM booking WHERE id = ${bookingId}::uuid FOR SHARE`;
    const booking = await tx.booking.findUnique({ where: { id: bookingId } });
    if (booking === null || (propertyId != null && propertyId !== booking.propertyId)) throw new Fault('NOT_FOUND');
    const { guestId, currency, status } = booking;
    return {
      propertyId: booking.propertyId,
      bookingId,
      guestId,
      currency,
      stands: status === 'CONFIRMED' || status === 'CHECKED_IN',
      subject: subjectOf({ ...booking, provider: null }),
    };
  }
  if (propertyId == null)
    throw new Refusal('INVALID_INPUT', { field: 'bookingId', message: 'Give `bookingId`, or `propertyId`.' });
  const property = await tx.property.findUnique({ where: { id: propertyId } });
  if (property === null) throw new Fault('NOT_FOUND');
  const { currency } = property;
  return { propertyId, bookingId: null, guestId: null, currency, stands: true, subject: { propertyId } };
}

async function linesOf(tx: Transaction, propertyId: string, items: NewOrder['items']) {
  const found = await tx.menuItem.findMany({
    where: { id: { in: items.map(({ menuItemId }) => menuItemId) }, propertyId },
  });
  const known = new Map(found.map((item) => [item.id, item]));
  const problems: Refusal[] = [];
  const lines = items.flatMap(({ menuItemId, quantity, notes }, index) => {
    const item = known.get(menuItemId);
    if (item?.status === 'AVAILABLE') {
      const { name, priceAmount } = item;
      return [{ menuItemId, position: index + 1, name, priceAmount, quantity, notes: notes ?? '' }];
    }
    const message = item?.status === 'SOLD_OUT' ? `${item.name} is sold out.` : 'There is no such thing on the menu.';
    problems.push(new Refusal('NOT_ORDERABLE', { field: `items.${index}.menuItemId`, message }));
    return [];
  });
  if (problems.length > 0) throw new Refusals(problems);
  return lines;
}
