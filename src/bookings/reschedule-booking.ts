import type { Context } from '../context.js';
import { amendBooking } from './amend-booking.js';

export interface NewTime {
  bookingId: string;
  from: string;
  to?: string | null | undefined;
  offeringId?: string | null | undefined;
  expectedVersion?: number | null | undefined;
}

export const rescheduleBooking = (
  context: Context,
  { bookingId, expectedVersion, ...time }: NewTime,
): Promise<{ bookingId: string }> =>
  amendBooking(context, { operation: 'rescheduleBooking', bookingId, expectedVersion, time });
