import type { Database } from '../database/client.js';
import { transact } from '../database/transaction.js';
import { system } from '../realtime/event.js';
import { lockBooking } from './lock-booking.js';
import { setBookingStatus } from './move-booking.js';

const batch = 50;

/** Ends what nobody confirmed in time, by the clock of the database. Answers how many there were. */
export async function expireBookings(database: Database): Promise<number> {
  let expired = 0;
  for (let count = batch; count === batch; expired += count)
    count = await transact(database, async (tx) => {
      const due = await tx.$queryRaw<Array<{ id: string }>>`
        SELECT id::text AS id FROM booking WHERE expires_at <= now() AND status = 'PENDING'
        ORDER BY expires_at LIMIT ${batch} FOR UPDATE SKIP LOCKED`;
      for (const { id } of due)
        await setBookingStatus(tx, system, await lockBooking(tx, id), 'EXPIRED', { reason: null });
      return due.length;
    });
  return expired;
}
