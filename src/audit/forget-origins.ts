import type { Database } from '../database/client.js';
import type { Transaction } from '../database/transaction.js';

/** Takes away from where an erased person has done things: that they were done stays. */
export async function forgetOriginsOf(tx: Transaction, actor: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM audit_origin o USING audit_entry e WHERE e.place = o.place AND e.actor = ${actor}`;
}

/** The same of everybody, after so many days. Answers how many there were. */
export async function forgetOldOrigins({ prisma }: Pick<Database, 'prisma'>, days: number): Promise<number> {
  const { count } = await prisma.auditOrigin.deleteMany({
    where: { at: { lt: new Date(Date.now() - days * 86_400_000) } },
  });
  return count;
}
