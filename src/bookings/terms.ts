import { Refusal } from '../errors.js';
import type { Booking, Offering } from '../generated/prisma/client.js';
import { mostMoney } from '../schema/money.js';
import { addMinutes } from './local-time.js';
import type { Slot } from './slot.js';

/** What a booking says of its slot and its price: the server's, as they are at this moment. */
export function agreed(
  offering: Pick<Offering, 'priceAmount' | 'freeCancellationHours' | 'lateCancellationFeePercent'>,
  slot: Slot,
  quantity: number,
) {
  const totalAmount = offering.priceAmount * slot.times * quantity;
  if (totalAmount > mostMoney) throw new Refusal('INVALID_INPUT', { field: 'quantity', message: 'This is too much.' });
  const { from, to, startsAt, endsAt } = slot;
  return {
    from,
    to,
    startsAt,
    endsAt,
    arrivalOn: new Date(from.slice(0, 10)),
    departureOn: new Date(to.slice(0, 10)),
    unitPriceAmount: offering.priceAmount,
    totalAmount,
    freeCancellationUntil: addMinutes(startsAt, -offering.freeCancellationHours * 60),
    lateCancellationFeePercent: offering.lateCancellationFeePercent,
  };
}

/** What a guest owes who cancels now. Throws TOO_LATE when they cannot. */
export function cancellationFee(booking: Booking, now = new Date()): number {
  if (booking.status === 'PENDING' || now <= booking.freeCancellationUntil) return 0;
  const { lateCancellationFeePercent: percent } = booking;
  if (percent === null || now >= booking.startsAt) throw new Refusal('TOO_LATE');
  return Math.round((booking.totalAmount * percent) / 100);
}

/** Guests move and change a booking for as long as they could cancel it for nothing. Throws TOO_LATE. */
export function refuseLateChange(booking: Booking, now = new Date()): void {
  if (booking.status !== 'PENDING' && now > booking.freeCancellationUntil) throw new Refusal('TOO_LATE');
}
