import { type Context, userOf } from '../context.js';
import type { Transaction } from '../database/transaction.js';
import type { Theme } from '../generated/prisma/enums.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { refuseOtherVersion } from '../schema/mutation.js';
import { write } from '../schema/write.js';
import { settingsUpdated } from './events.js';

export interface SettingsChanges {
  locale?: string | null | undefined;
  timeZone?: string | null | undefined;
  theme?: Theme | null | undefined;
  sounds?: boolean | null | undefined;
  readReceipts?: boolean | null | undefined;
  presenceVisible?: boolean | null | undefined;
  desktopNotifications?: boolean | null | undefined;
  expectedVersion?: number | null | undefined;
}

/** Changes what is given and leaves the rest. */
export async function updateSettings(context: Context, input: SettingsChanges): Promise<{ userId: string }> {
  authorize(context.actor, 'updateSettings');
  const me = userOf(context);
  const done = await write(context, async (tx) => {
    refuseOtherVersion(input.expectedVersion, await lockSettings(tx, me.id));
    const { expectedVersion: _, ...changes } = input;
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value != null));
    const { version } = await tx.userSettings.update({
      where: { userId: me.id },
      data: { ...given, version: { increment: 1 } },
      select: { version: true },
    });
    append(tx, settingsUpdated(me, { userId: me.id, version }));
    return { userId: me.id };
  });
  if (input.presenceVisible != null) context.app.presences.nudge(me.id);
  return done;
}

/** Answers their version. Whoever has none yet has the defaults, at version 1. */
async function lockSettings(tx: Transaction, userId: string): Promise<number> {
  await tx.userSettings.createMany({ data: [{ userId }], skipDuplicates: true });
  await tx.$queryRaw`SELECT 1 FROM user_settings WHERE user_id = ${userId}::uuid FOR UPDATE`;
  return (await tx.userSettings.findUniqueOrThrow({ where: { userId }, select: { version: true } })).version;
}
