import type { Transaction } from '../database/transaction.js';

/** Answers their version. Whoever has none yet has the defaults, at version 1. */
export async function lockSettings(tx: Transaction, userId: string): Promise<number> {
  await tx.notificationSettings.createMany({ data: [{ userId }], skipDuplicates: true });
  await tx.$queryRaw`SELECT 1 FROM notification_settings WHERE user_id = ${userId}::uuid FOR UPDATE`;
  return (await tx.notificationSettings.findUniqueOrThrow({ where: { userId }, select: { version: true } })).version;
}
