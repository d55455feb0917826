import { keyOf } from '../actor.js';
import type { Database } from '../database/client.js';
import { transact } from '../database/transaction.js';
import { append } from '../realtime/append.js';
import { notificationPreferencesUpdated } from './events.js';
import { lockSettings } from './lock-settings.js';
import type { Unsubscription } from './unsubscribe-links.js';

/** As if they had switched it off in their preferences; they hear of it on their devices. Again, it does nothing. */
export function unsubscribe(database: Database, { userId, type }: Unsubscription): Promise<void> {
  return transact(database, async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId, status: 'ACTIVE' }, select: { id: true } });
    if (user === null) return;
    await lockSettings(tx, userId);
    const mail = { userId_type_channel: { userId, type, channel: 'EMAIL' } } as const;
    const present = await tx.notificationPreference.findUnique({ where: mail, select: { enabled: true } });
    if (present?.enabled === false) return;
    await tx.notificationPreference.upsert({
      where: mail,
      create: { ...mail.userId_type_channel, enabled: false },
      update: { enabled: false },
    });
    const { version } = await tx.notificationSettings.update({
      where: { userId },
      data: { version: { increment: 1 } },
      select: { version: true },
    });
    append(tx, notificationPreferencesUpdated({ key: keyOf.user(userId) }, { userId, version }));
  });
}
