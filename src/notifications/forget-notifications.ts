import type { Database } from '../database/client.js';
import { transact } from '../database/transaction.js';
import type { Prisma } from '../generated/prisma/client.js';
import type { NotificationPriority } from '../generated/prisma/enums.js';
import { append } from '../realtime/append.js';
import { system } from '../realtime/event.js';
import { addToCounts, lockCounts } from './counts.js';
import { daysDeletedKept, daysKept } from './defaults.js';
import { mostNamed, notificationsDeleted } from './events.js';

const page = 500;
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

/** Forgets what is older than its priority is kept, and tells those who would have seen it. Answers how many there were. */
export async function forgetNotifications(database: Database): Promise<number> {
  const { count } = await database.prisma.notification.deleteMany({
    where: { deletedAt: { lt: daysAgo(daysDeletedKept) } },
  });
  let forgotten = count;
  for (;;) {
    const old = await database.prisma.notification.findMany({
      where: { OR: Object.entries(daysKept).map(([priority, days]) => tooOld(priority as NotificationPriority, days)) },
      select: { id: true, userId: true },
      take: page,
    });
    if (old.length === 0) return forgotten;
    const idsOf = new Map<string, string[]>();
    for (const { id, userId } of old) idsOf.set(userId, [...(idsOf.get(userId) ?? []), id]);
    for (const [userId, ids] of idsOf) await forget(database, userId, ids);
    forgotten += old.length;
  }
}

const tooOld = (priority: NotificationPriority, days: number): Prisma.NotificationWhereInput => ({
  priority,
  createdAt: { lt: daysAgo(days) },
});

/** Person by person, so that nobody waits for another’s. */
function forget(database: Database, userId: string, ids: readonly string[]): Promise<void> {
  return transact(database, async (tx) => {
    await lockCounts(tx, [userId]);
    const where = { id: { in: [...ids] }, shown: true, deletedAt: null };
    const rows = await tx.notification.findMany({ where, select: { id: true, readAt: true, seenAt: true } });
    await tx.notification.deleteMany({ where: { id: { in: [...ids] } } });
    if (rows.length === 0) return;
    const less = {
      unread: -rows.filter(({ readAt }) => readAt === null).length,
      unseen: -rows.filter(({ seenAt }) => seenAt === null).length,
    };
    const counts = (await addToCounts(tx, new Map([[userId, less]]))).get(userId) ?? { unread: 0, unseen: 0 };
    const named = rows.length > mostNamed ? null : rows.map(({ id }) => id);
    append(tx, notificationsDeleted(system, { userId, ids: named, ...counts }));
  });
}
