import type { Transaction } from '../database/transaction.js';

/** Part of an erasure: what they were told, and with it what is on its way, and mail that names them to others. */
export async function forgetPersonTold(tx: Transaction, userId: string, email: string | null): Promise<void> {
  const naming = await tx.delivery.findMany({
    where: { OR: [{ userId }, { notification: { OR: [{ userId }, { actorId: userId }] } }] },
    select: { id: true },
  });
  await tx.devMail.deleteMany({
    where: { OR: [{ deliveryId: { in: naming.map(({ id }) => id) } }, ...(email === null ? [] : [{ to: email }])] },
  });
  await tx.delivery.deleteMany({ where: { userId } });
  await tx.notification.deleteMany({ where: { userId } });
  await tx.notificationCounts.deleteMany({ where: { userId } });
  await tx.notificationPreference.deleteMany({ where: { userId } });
  await tx.notificationSettings.deleteMany({ where: { userId } });
  await tx.pushSubscription.deleteMany({ where: { userId } });
  await tx.dismissal.deleteMany({ where: { userId } });
}
