import type { Prisma } from '../generated/prisma/client.js';

/** What somebody has in the app. */
export const shownTo = (userId: string): Prisma.NotificationWhereInput => ({ userId, shown: true, deletedAt: null });
