import type { Database } from '../database/client.js';
import { type Transaction, transact } from '../database/transaction.js';
import { system } from '../realtime/event.js';
import { lockBooking } from './lock-booking.js';
import { setBookingStatus } from './move-booking.js';

/**
 * Ends what nobody confirmed in time, by the clock of the database. Answers how many there were. Each in a transaction of
 * its own: whoever locks several threads does so in the order of their ids.
 */
export async function expireBookings(database: Database): Promise<number> {
  for (let expired = 0; ; expired++) if (!(await transact(database, expireNext))) return expired;
}

async function expireNext(tx: Transaction): Promise<boolean> {
  const [due] = await tx.$queryRaw<Array<{ id: string }>>`
    SELECT id::text AS id FROM booking WHERE expires_at <= now() AND status = 'PENDING'
    ORDER BY expires_at LIMIT 1 FOR UPDATE SKIP LOCKED`;
  if (due === undefined) return false;
  await setBookingStatus(tx, system, await lockBooking(tx, due.id), 'EXPIRED', { reason: null });
  return true;
}
