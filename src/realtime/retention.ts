import type { Database } from '../database/client.js';
import { keptStreams } from './streams.js';

const batch = 5_000;

/**
 * Forgets events that are older than is kept. Of each stream `min_seq` moves first: whoever asks for less is told so,
 * rather than given what is left. Answers how many events are gone.
 */
export async function forgetOldEvents({ prisma }: Pick<Database, 'prisma'>, days: number): Promise<number> {
  const streams = await prisma.$queryRaw<Array<{ stream: string; next: bigint }>>`
    SELECT stream, max(seq) + 1 AS next FROM event
    WHERE at < now() - make_interval(secs => ${days * 86_400}::double precision) AND stream NOT LIKE ${keptStreams} GROUP BY stream ORDER BY stream`;
  let forgotten = 0;
  for (const { stream, next } of streams) {
    await prisma.$executeRaw`UPDATE stream SET min_seq = ${next} WHERE id = ${stream} AND min_seq < ${next}`;
    for (let count = batch; count === batch; forgotten += count)
      count = await prisma.$executeRaw`
        DELETE FROM event WHERE stream = ${stream} AND seq IN (
          SELECT seq FROM event WHERE stream = ${stream} AND seq < ${next} ORDER BY seq LIMIT ${batch})`;
  }
  return forgotten;
}
