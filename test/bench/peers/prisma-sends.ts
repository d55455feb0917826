import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../../../src/generated/prisma/client.js';

// Sending as the documentation of Prisma would write it: an interactive transaction that does the same writes. There is no
// HTTP, no token and no GraphQL around it, which is in its favour.

interface Options {
  databaseUrl: string;
  /** The conversations, each with who sends to it. */
  conversations: Array<{ id: string; senderId: string }>;
}
export interface Sending {
  callers: number;
  messages: number;
}

const { databaseUrl, conversations }: Options = JSON.parse(process.argv[2] ?? '{}');
const prisma = new PrismaClient({
  adapter: new PrismaPg({ connectionString: databaseUrl, max: 16 }),
  transactionOptions: { maxWait: 60_000, timeout: 60_000 },
});

async function send({ id: conversationId, senderId }: Options['conversations'][number], body: string): Promise<void> {
  const clientMessageId = randomUUID();
  await prisma.$transaction(async (tx) => {
    const mine = await tx.participant.findFirst({ where: { conversationId, userId: senderId } });
    if (mine === null) throw new Error('Who sends does not take part.');
    const earlier = await tx.message.findFirst({ where: { conversationId, clientMessageId, senderId } });
    if (earlier !== null) return;
    const { lastSequence: sequence } = await tx.conversation.update({
      where: { id: conversationId },
      data: { lastSequence: { increment: 1 }, lastActivityAt: new Date() },
      select: { lastSequence: true },
    });
    const message = await tx.message.create({
      data: { conversationId, sequence, senderId, senderKind: 'GUEST', body, clientMessageId },
    });
    await tx.conversation.update({ where: { id: conversationId }, data: { lastMessageId: message.id } });
    await tx.participant.updateMany({
      where: { conversationId, userId: senderId },
      data: { readSequence: sequence, deliveredSequence: sequence },
    });
    const people = await tx.participant.findMany({ where: { conversationId }, orderBy: { userId: 'asc' } });
    const streams = [`conversation:${conversationId}`, ...people.map(({ userId }) => `user:${userId}`)];
    for (const [index, stream] of streams.entries()) {
      const { seq } = await tx.stream.upsert({
        where: { id: stream },
        create: { id: stream, seq: 1 },
        update: { seq: { increment: 1 } },
      });
      await tx.event.create({
        data: {
          stream,
          seq,
          id: message.id,
          type: index === 0 ? 'MessageSent' : 'ConversationUnreadChanged',
          actor: `user:${senderId}`,
          payload: { conversationId, messageId: message.id, sequence },
        },
      });
    }
  });
}

process.on('message', async ({ callers, messages }: Sending) => {
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (next < messages) {
        const conversation = conversations[next++ % conversations.length];
        if (conversation !== undefined) await send(conversation, `Message ${next}`);
      }
    }),
  );
  process.send?.({ seconds: (performance.now() - started) / 1_000 });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });
