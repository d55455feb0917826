import type { Database } from '../database/client.js';
import { type Transaction, transact } from '../database/transaction.js';
import { append } from '../realtime/append.js';
import { system } from '../realtime/event.js';
import { bookingReminded } from './events.js';

/**
 * Says of each confirmed booking that begins within a day that it does, once; again when it was moved. Not of those that
 * were made later than that: they know. Answers how many there were.
 */
export async function remindArrivals(database: Database): Promise<number> {
  for (let reminded = 0; ; reminded++) if (!(await transact(database, remindNext))) return reminded;
}

async function remindNext(tx: Transaction): Promise<boolean> {
  const [due] = await tx.$queryRaw<
    Array<{
      bookingId: string;
      propertyId: string;
      guestId: string | null;
      providerUserId: string | null;
      startsAt: Date;
      version: number;
    }>
  >`
    UPDATE booking SET reminded_at = now() WHERE id = (
      SELECT id FROM booking WHERE status = 'CONFIRMED' AND reminded_at IS NULL
        AND starts_at > now() AND starts_at <= now() + interval '24 hours' AND created_at <= starts_at - interval '24 hours'
      ORDER BY starts_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id::text AS "bookingId", property_id::text AS "propertyId", guest_id::text AS "guestId",
      (SELECT user_id::text FROM provider WHERE provider.id = booking.provider_id) AS "providerUserId",
      starts_at AS "startsAt", version`;
  if (due === undefined) return false;
  append(tx, bookingReminded(system, { ...due, startsAt: due.startsAt.toISOString() }));
  return true;
}
