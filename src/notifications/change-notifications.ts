import { type Context, userOf } from '../context.js';
import type { Transaction } from '../database/transaction.js';
import { Prisma } from '../generated/prisma/client.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import type { EventActor, EventDefinition } from '../realtime/event.js';
import { write } from '../schema/write.js';
import { addToCounts, lockCounts } from './counts.js';
import {
  mostNamed,
  notificationsArchived,
  notificationsDeleted,
  notificationsRead,
  notificationsSeen,
} from './events.js';
import { shownTo } from './shown-to.js';

export interface Changed {
  count: number;
  unread: number;
  unseen: number;
}

type Change = keyof typeof changes;
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
  operation: Change,
  meant: Prisma.NotificationWhereInput,
): Promise<Changed> {
  authorize(context.actor, operation);
  const me = userOf(context);
  return write(context, (tx) => applyChange(tx, me, me.id, operation, meant));
}

/** The same, within another transaction. */
export async function applyChange(
  tx: Transaction,
  actor: EventActor,
  userId: string,
  change: Change,
  meant: Prisma.NotificationWhereInput,
): Promise<Changed> {
  const { todo, sets, told } = changes[change];
  await lockCounts(tx, [userId]);
  // What is written meanwhile waits for the lock: it is not among these, and not counted yet.
  const rows = await tx.notification.findMany({
    where: { AND: [shownTo(userId), meant, todo] },
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
  const counts = (await addToCounts(tx, new Map([[userId, less]]))).get(userId) ?? { unread: 0, unseen: 0 };
  const ids = all.length > mostNamed ? null : all;
  if (all.length > 0) append(tx, told(actor, { userId, ids, ...counts }));
  return { count: all.length, ...counts };
}

const setOnce = (column: string) => Prisma.raw(`${column} = coalesce(${column}, now())`);
