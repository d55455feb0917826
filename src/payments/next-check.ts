import type { Payment } from '../generated/prisma/client.js';
import { openStates } from './states.js';

const hour = 3_600;
const day = 24 * hour;
/** So long after they paid, guests can commonly dispute it; and the longest that any bank allows. */
const commonly = 120 * day;
const atMost = 540 * day;

const later = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1_000);

/** When it is asked for again what was asked for just now, should nobody hear of it. */
export const firstCheck = (now: Date): Date => later(now, 15);

/**
 * When a gateway is asked again though nobody has heard anything. What is open: the older it is, the more seldom, once
 * an hour at the least. Money that came can be disputed, or given back where nobody tells us: once a day, once an hour
 * while it is disputed, more seldom once that is unlikely. Null: nothing can come of it any more.
 */
export function nextCheck(
  payment: Pick<Payment, 'status' | 'asked' | 'refundPendingAmount' | 'createdAt'>,
  now: Date,
): Date | null {
  const { status, asked, refundPendingAmount, createdAt } = payment;
  const age = (now.getTime() - createdAt.getTime()) / 1_000;
  if (asked !== null || refundPendingAmount > 0 || openStates.includes(status))
    return later(now, Math.min(hour, Math.max(15, age / 2)));
  if (status === 'CANCELLED' || age > atMost) return null;
  if (status === 'DISPUTED') return later(now, age > commonly ? day : hour);
  return later(now, age > commonly ? 7 * day : day);
}
