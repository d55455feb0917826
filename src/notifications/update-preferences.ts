import { type Context, userOf } from '../context.js';
import { Refusal } from '../errors.js';
import type { NotificationChannel, NotificationType } from '../generated/prisma/enums.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { refuseOtherVersion } from '../schema/mutation.js';
import { write } from '../schema/write.js';
import { notificationPreferencesUpdated } from './events.js';
import { lockSettings } from './lock-settings.js';

export interface PreferenceChanges {
  preferences?:
    | ReadonlyArray<{ type: NotificationType; channel: NotificationChannel; enabled: boolean }>
    | null
    | undefined;
  /** Null: none any more. */
  quietHours?: { from: string; to: string } | null | undefined;
  /** Null: not any more. */
  mutedUntil?: Date | null | undefined;
  criticalOverrides?: boolean | null | undefined;
  expectedVersion?: number | null | undefined;
}

/** Changes what is given and leaves the rest. */
export async function updatePreferences(context: Context, input: PreferenceChanges): Promise<{ userId: string }> {
  authorize(context.actor, 'updateNotificationPreferences');
  const { id: userId, key } = userOf(context);
  const { preferences, quietHours, mutedUntil, criticalOverrides } = input;
  if (mutedUntil != null && mutedUntil <= new Date())
    throw new Refusal('INVALID_INPUT', { field: 'mutedUntil', message: 'A time to come is expected.' });
  return write(context, async (tx) => {
    refuseOtherVersion(input.expectedVersion, await lockSettings(tx, userId));
    for (const { type, channel, enabled } of preferences ?? [])
      await tx.notificationPreference.upsert({
        where: { userId_type_channel: { userId, type, channel } },
        create: { userId, type, channel, enabled },
        update: { enabled },
      });
    const { version } = await tx.notificationSettings.update({
      where: { userId },
      data: {
        version: { increment: 1 },
        ...(quietHours !== undefined && { quietFrom: quietHours?.from ?? null, quietTo: quietHours?.to ?? null }),
        ...(mutedUntil !== undefined && { mutedUntil }),
        ...(criticalOverrides != null && { criticalOverrides }),
      },
      select: { version: true },
    });
    append(tx, notificationPreferencesUpdated({ key }, { userId, version }));
    return { userId };
  });
}
