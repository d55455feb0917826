import type { Actor } from '../actor.js';
import { keyOf } from '../actor.js';
import type { PrismaClient } from '../generated/prisma/client.js';

/** The keys of those whom the reader has blocked: whoever of them takes part now, or will. */
export async function blockedPeople(
  prisma: Pick<PrismaClient, 'userBlock'>,
  reader: Actor,
): Promise<ReadonlySet<string>> {
  if (reader.kind !== 'user') return new Set();
  const blocks = await prisma.userBlock.findMany({
    where: { blockerId: reader.id },
    select: { blockedId: true },
  });
  return new Set(blocks.map(({ blockedId }) => keyOf.user(blockedId)));
}
