import { Fault } from '../errors.js';
import type { PrismaClient } from '../generated/prisma/client.js';

/** The number of a message in a conversation. Throws NOT_FOUND for a message of another one. */
export async function sequenceIn(
  prisma: Pick<PrismaClient, 'message'>,
  conversationId: string,
  messageId: string,
): Promise<number> {
  const found = await prisma.message.findUnique({
    where: { id: messageId, conversationId },
    select: { sequence: true },
  });
  if (found === null) throw new Fault('NOT_FOUND');
  return found.sequence;
}
