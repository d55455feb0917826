import type { Database } from '../database/client.js';

const batch = 5_000;

/** After 24 hours a key may be used for something else: what it was answered is forgotten. Answers how many there were. */
export async function forgetAnswers({ prisma }: Pick<Database, 'prisma'>): Promise<number> {
  let forgotten = 0;
  for (let count = batch; count === batch; forgotten += count)
    count = await prisma.$executeRaw`
      DELETE FROM idempotency WHERE (actor, key) IN (
        SELECT actor, key FROM idempotency WHERE created_at < now() - interval '24 hours' LIMIT ${batch})`;
  return forgotten;
}
