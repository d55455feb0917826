import type { Database } from '../database/client.js';

const daysKept = 30;

/** What came to an end, after a while. Answers how many there were. */
export async function forgetDeliveries({ prisma }: Pick<Database, 'prisma'>): Promise<number> {
  const before = new Date(Date.now() - daysKept * 86_400_000);
  await prisma.devMail.deleteMany({ where: { createdAt: { lt: before } } });
  const { count } = await prisma.delivery.deleteMany({
    where: { createdAt: { lt: before }, status: { in: ['SENT', 'SKIPPED', 'DEAD'] } },
  });
  return count;
}
