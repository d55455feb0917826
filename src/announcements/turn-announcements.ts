import type { Database } from '../database/client.js';
import { transact } from '../database/transaction.js';
import { append } from '../realtime/append.js';
import { system } from '../realtime/event.js';
import { announcementEnded, announcementStarted } from './events.js';
import { toldOf } from './publish-announcement.js';

const most = 100;

/** Tells of those whose time has come, and of those whose time is up: each once. */
export function turnAnnouncements(database: Database): Promise<number> {
  return transact(database, async (tx) => {
    const ids = await tx.$queryRaw<Array<{ id: string }>>`
      SELECT id::text AS id FROM announcement
      WHERE (started_at IS NULL AND starts_at <= now()) OR (ended_at IS NULL AND ends_at <= now())
      ORDER BY id LIMIT ${most} FOR UPDATE SKIP LOCKED`;
    const now = new Date();
    for (const row of await tx.announcement.findMany({
      where: { id: { in: ids.map(({ id }) => id) } },
      orderBy: { id: 'asc' },
    })) {
      const over = row.endsAt !== null && row.endsAt <= now;
      // One that was slept through is not told of at all.
      if (row.startedAt === null && !over) append(tx, announcementStarted(system, toldOf(row)));
      if (row.startedAt !== null && over) append(tx, announcementEnded(system, toldOf(row)));
      await tx.announcement.update({
        where: { id: row.id },
        data: { startedAt: row.startedAt ?? now, ...(over && { endedAt: now }) },
      });
    }
    return ids.length;
  });
}
