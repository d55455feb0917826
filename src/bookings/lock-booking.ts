import type { Transaction } from '../database/transaction.js';
import { Fault } from '../errors.js';
import type { Prisma } from '../generated/prisma/client.js';
import type { Subject } from '../policy/authorize.js';
import { subjectOfGuest } from '../policy/subject-of-guest.js';
import { bookableFields } from './offering-fields.js';

const lockedFields = { include: { offering: bookableFields, provider: true } } as const satisfies Pick<
  Prisma.BookingFindUniqueArgs,
  'include'
>;

export type LockedBooking = Prisma.BookingGetPayload<typeof lockedFields>;

/** Whoever changes a booking takes this lock first. Throws NOT_FOUND. */
export async function lockBooking(tx: Transaction, bookingId: string): Promise<LockedBooking> {
  await tx.$executeRaw`SELECT 1 FROM booking WHERE id = ${bookingId}::uuid FOR UPDATE`;
  const booking = await tx.booking.findUnique({ where: { id: bookingId }, ...lockedFields });
  if (booking === null) throw new Fault('NOT_FOUND');
  return booking;
}

/** The people who hear what happens to a booking, besides those who work there. */
export const hearersOf = ({ guestId, provider }: Pick<SubjectFields, 'guestId' | 'provider'>) => ({
  guestId,
  providerUserId: provider?.userId ?? null,
});

/** What the rights to a booking depend on. */
export const subjectOf = (booking: SubjectFields): Subject => ({
  ...subjectOfGuest(booking),
  assignedIds: booking.provider?.userId == null ? [] : [booking.provider.userId],
});

interface SubjectFields {
  propertyId: string;
  guestId: string | null;
  provider: { userId: string | null } | null;
}

export const subjectFields = {
  propertyId: true,
  guestId: true,
  provider: { select: { userId: true } },
} as const satisfies Prisma.BookingSelect;
