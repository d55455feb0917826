import type { Database } from '../database/client.js';

/** Answers how much there was. */
export async function forgetActivity({ prisma }: Pick<Database, 'prisma'>, days: number): Promise<number> {
  const { count } = await prisma.activity.deleteMany({
    where: { at: { lt: new Date(Date.now() - days * 86_400_000) } },
  });
  return count;
}
