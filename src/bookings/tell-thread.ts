import type { Transaction } from '../database/transaction.js';
import type { Booking } from '../generated/prisma/client.js';
import { writeInThread } from '../messaging/booking-thread.js';
import type { EventActor } from '../realtime/event.js';
import type { BookableRow } from './offering-fields.js';
import { type ThreadTexts, threadTextsIn } from './thread-texts.js';

type Told = Pick<Booking, 'id' | 'code' | 'propertyId' | 'guestId'>;

/** Says in the thread of a booking what happened to it, in the same transaction. */
export async function tellThread(
  tx: Transaction,
  actor: EventActor,
  { id: bookingId, code, propertyId, guestId }: Told,
  { property }: Pick<BookableRow, 'property'>,
  say: (texts: ThreadTexts) => string,
): Promise<void> {
  const texts = threadTextsIn(property.settings?.locale);
  await writeInThread(tx, actor, { bookingId, propertyId, guestId, subject: texts.subject(code) }, say(texts));
}

/** `2 × Double, 2027-03-03 – 2027-03-05`: as the API writes times. */
export function inWords(
  { name }: Pick<BookableRow, 'name'>,
  { from, to, quantity }: Pick<Booking, 'from' | 'to' | 'quantity'>,
): string {
  const shown = (time: string) => time.replace('T', ' ');
  return `${quantity} × ${name}, ${shown(from)} – ${shown(to)}`;
}
