import type { Actor } from '../actor.js';
import { keyOf } from '../actor.js';
import type { PrismaClient } from '../generated/prisma/client.js';

/** The keys of those who take part in a conversation and whom the reader has blocked. */
export async function blockedPeople(
  prisma: Pick<PrismaClient, 'userBlock'>,
  reader: Actor,
  conversationId: string,
): Promise<ReadonlySet<string>> {
  if (reader.kind !== 'user') return new Set();
  const blocks = await prisma.userBlock.findMany({
    where: { blockerId: reader.id, blocked: { participations: { some: { conversationId } } } },
    select: { blockedId: true },
  });
  return new Set(blocks.map(({ blockedId }) => keyOf.user(blockedId)));
}
