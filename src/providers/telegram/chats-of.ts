import type { Transaction } from '../../database/transaction.js';

/** The chats with the bot of those people who have linked one, by their accounts. */
export async function chatsOf(tx: Transaction, userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const chats = await tx.telegramChat.findMany({
    where: { provider: { userId: { in: [...userIds] } } },
    select: { id: true, provider: { select: { userId: true } } },
    orderBy: { linkedAt: 'asc' },
  });
  return new Map(chats.flatMap(({ id, provider: { userId } }) => (userId === null ? [] : [[userId, id] as const])));
}
