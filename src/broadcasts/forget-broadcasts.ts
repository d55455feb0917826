import type { Database } from '../database/client.js';

/** Forgets what everybody was told longer ago than events are kept. Answers how many there were. */
export async function forgetBroadcasts({ prisma }: Pick<Database, 'prisma'>, days: number): Promise<number> {
  const { count } = await prisma.broadcast.deleteMany({
    where: { finishedAt: { lt: new Date(Date.now() - days * 86_400_000) } },
  });
  return count;
}
