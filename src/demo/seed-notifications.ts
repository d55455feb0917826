import { announcementStarted } from '../announcements/events.js';
import { toldOf } from '../announcements/publish-announcement.js';
import { bookingTold } from '../bookings/notifications.js';
import type { Transaction } from '../database/transaction.js';
import type { Notice } from '../notifications/rule.js';
import { writeNotices } from '../notifications/write-notices.js';
import { append } from '../realtime/append.js';
import { system } from '../realtime/event.js';
import { demoPeople } from './accounts.js';
import { demoId } from './demo-id.js';

/** What people were told of the bookings of the demo. Nothing of it goes out of the house. */
export async function seedNotifications(tx: Transaction): Promise<void> {
  const bookings = await tx.booking.findMany({
    where: { status: { in: ['PENDING', 'CONFIRMED'] } },
    select: { id: true, status: true },
    orderBy: { id: 'asc' },
  });
  const notices: Notice[] = [];
  for (const { id, status } of bookings) {
    const told = await bookingTold(tx, id);
    if (told === null) continue;
    const common = { ...told.about, actorId: null, key: `demo ${id}` } as const;
    if (status === 'PENDING')
      notices.push({ ...common, to: await told.staff(), text: 'booking.requested', priority: 'MEDIUM' });
    else notices.push({ ...common, to: told.guest, text: 'booking.confirmed', priority: 'HIGH' });
  }
  await writeNotices(tx, [], notices);
  await readSome(tx);
  await announce(tx);
}

/** Somebody was here since: of two, the older one is read. */
async function readSome(tx: Transaction): Promise<void> {
  for (const { email } of demoPeople) {
    const userId = demoId(`user ${email}`);
    const rows = await tx.notification.findMany({ where: { userId }, select: { id: true }, orderBy: { id: 'asc' } });
    const half = rows.slice(0, Math.floor(rows.length / 2)).map(({ id }) => id);
    if (half.length === 0) continue;
    const at = new Date();
    await tx.notification.updateMany({ where: { id: { in: half } }, data: { readAt: at, seenAt: at } });
    await tx.notificationCounts.update({
      where: { userId },
      data: { unread: { decrement: half.length }, unseen: { decrement: half.length } },
    });
  }
}

async function announce(tx: Transaction): Promise<void> {
  const now = new Date();
  const announcement = await tx.announcement.create({
    data: {
      id: demoId('announcement welcome'),
      title: 'Welcome to the Frontdesk demo',
      body: 'Five businesses, their guests and their staff: sign in as any of them, in two windows, and watch.',
      everyone: true,
      startsAt: now,
      startedAt: now,
    },
  });
  append(tx, announcementStarted(system, toldOf(announcement)));
}
