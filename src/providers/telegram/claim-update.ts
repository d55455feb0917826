import type { Transaction } from '../../database/transaction.js';

/** Whether this is the first time that it comes. It stays so only if the transaction commits. */
export async function claimUpdate(tx: Transaction, bot: string, updateId: number): Promise<boolean> {
  const won = await tx.$executeRaw`
    INSERT INTO telegram_update (bot, id) VALUES (${bot}, ${BigInt(updateId)}) ON CONFLICT DO NOTHING`;
  return won === 1;
}
