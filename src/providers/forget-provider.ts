import { erasedName } from '../accounts/erased-name.js';
import type { Transaction } from '../database/transaction.js';

/** Part of an erasure: their place on the boards stays, for what it was assigned to; the person does not. */
export async function forgetProvider(tx: Transaction, userId: string): Promise<void> {
  const theirs = await tx.provider.findMany({ where: { userId }, select: { id: true } });
  const ids = theirs.map(({ id }) => id);
  await tx.telegramChat.deleteMany({ where: { providerId: { in: ids } } });
  await tx.telegramLink.deleteMany({ where: { providerId: { in: ids } } });
  await tx.provider.updateMany({
    where: { id: { in: ids } },
    data: { name: erasedName, statusReason: null, version: { increment: 1 } },
  });
  // What managers were told says the name, too.
  await tx.$executeRaw`
    UPDATE notification SET "values" = jsonb_set("values", '{provider}', to_jsonb(${erasedName}::text))
    WHERE subject_type = 'Provider' AND subject_id = ANY(${ids}::uuid[]) AND "values" ? 'provider'`;
}
