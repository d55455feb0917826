import { type Context, userOf } from '../context.js';
import { Prisma } from '../generated/prisma/client.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import type { EventDefinition } from '../realtime/event.js';
import { write } from '../schema/write.js';
import { addToCounts, lockCounts } from './counts.js';
import {
  mostNamed,
  notificationsArchived,
  notificationsDeleted,
  notificationsRead,
  notificationsSeen,
} from './events.js';
import { ownNotifications } from './notification.js';

export interface Changed {
  count: number;
  unread: number;
  unseen: number;
}

type Told = EventDefinition<string, { userId: string; ids: string[] | null; unread: number; unseen: number }>;

/** What is not so yet, what is written then, and what is told. Who reads has seen; who puts away has read. */
const changes = {
  markNotificationsSeen: { todo: { seenAt: null }, sets: ['seen_at'], told: notificationsSeen },
  markNotificationsRead: { todo: { readAt: null }, sets: ['read_at', 'seen_at'], told: notificationsRead },
  markAllNotificationsRead: { todo: { readAt: null }, sets: ['read_at', 'seen_at'], told: notificationsRead },
  archiveNotifications: {
    todo: { archivedAt: null },
    sets: ['archived_at', 'read_at', 'seen_at'],
    told: notificationsArchived,
  },
  deleteNotifications: { todo: {}, sets: ['deleted_at', 'read_at', 'seen_at'], told: notificationsDeleted },
} as const satisfies Record<string, { todo: Prisma.NotificationWhereInput; sets: readonly string[]; told: Told }>;

/** Changes those of one's own that are meant, and tells all devices how many wait from there on. */
export function changeNotifications(
  context: Context,
  operation: keyof typeof changes,
  meant: Prisma.NotificationWhereInput,
): Promise<Changed> {
  authorize(context.actor, operation);
  const me = userOf(context);
  const { todo, sets, told } = changes[operation];
  return write(context, async (tx) => {
    await lockCounts(tx, me.id);
    // What is written meanwhile waits for the lock: it is not among these, and not counted yet.
    const where = { AND: [ownNotifications(me), meant, todo] };
    const rows = await tx.notification.findMany({
      where,
      select: { id: true, readAt: true, seenAt: true },
      orderBy: { id: 'desc' },
    });
    const all = rows.map(({ id }) => id);
    await tx.$executeRaw`UPDATE notification SET ${Prisma.join(sets.map(setOnce))} WHERE id = ANY(${all}::uuid[])`;
    const reads = sets.some((column) => column === 'read_at');
    const less = {
      unread: reads ? -rows.filter(({ readAt }) => readAt === null).length : 0,
      unseen: -rows.filter(({ seenAt }) => seenAt === null).length,
    };
    const counts = (await addToCounts(tx, new Map([[me.id, less]]))).get(me.id) ?? { unread: 0, unseen: 0 };
    const count = all.length;
    const ids = count > mostNamed ? null : all;
    if (count > 0) append(tx, told(me, { userId: me.id, ids, ...counts }));
    return { count, ...counts };
  });
}

const setOnce = (column: string) => Prisma.raw(`${column} = coalesce(${column}, now())`);
