import type { Context } from '../context.js';
import { amendBooking } from './amend-booking.js';

/** What is left out stays; null takes away what may be missing. */
export interface BookingChanges {
  bookingId: string;
  quantity?: number | null | undefined;
  partySize?: number | null | undefined;
  notes?: string | null | undefined;
  guest?:
    | { name?: string | null | undefined; email?: string | null | undefined; phone?: string | null | undefined }
    | null
    | undefined;
  expectedVersion?: number | null | undefined;
}

export function modifyBooking(context: Context, changes: BookingChanges): Promise<{ bookingId: string }> {
  const { bookingId, expectedVersion, quantity, partySize, notes, guest } = changes;
  const fields = {
    ...(partySize !== undefined && { partySize }),
    ...(notes !== undefined && { notes: notes ?? '' }),
    ...(guest?.name != null && { guestName: guest.name }),
    ...(guest?.email !== undefined && { guestEmail: guest.email }),
    ...(guest?.phone !== undefined && { guestPhone: guest.phone }),
  };
  return amendBooking(context, { operation: 'modifyBooking', bookingId, expectedVersion, quantity, fields });
}
