import type { Prisma } from '../generated/prisma/client.js';

/** What has to be known of an offering to say which slots it has, and which of them can be booked. */
export const bookableFields = {
  include: { property: { include: { settings: true } } },
} as const satisfies Pick<Prisma.OfferingFindUniqueArgs, 'include'>;

export type BookableRow = Prisma.OfferingGetPayload<typeof bookableFields>;
