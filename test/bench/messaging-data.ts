import { randomUUID } from 'node:crypto';
import { readConfig } from '../../src/config.js';
import { openDatabase } from '../../src/database/client.js';
import { migrate } from '../../src/database/migrate.js';
import { aUser, signedIn } from '../support/factories.js';
import { secret } from './frontdesk.js';

export interface MessagingData {
  /** Of people who each take part in some of the conversations. */
  people: Array<{ id: string; token: string; sessionId: string }>;
  conversations: Array<{ id: string /** Which of the people. */; sender: number }>;
}

/** Conversations of two, each with so many messages. */
export async function fillMessaging(
  url: string,
  { conversations: count, people: many, messages }: { conversations: number; people: number; messages: number },
): Promise<MessagingData> {
  const config = readConfig({ AUTH_SECRET: secret });
  const database = await openDatabase({ url, dataDir: null, statementTimeoutMs: 60_000, poolSize: 4 });
  try {
    await migrate(database);
    const { prisma } = database;
    const people: MessagingData['people'] = [];
    while (people.length < many) {
      const user = await aUser({ database });
      const token = await signedIn({ database, config }, user);
      const session = await prisma.session.findFirstOrThrow({ where: { userId: user.id } });
      people.push({ id: user.id, token, sessionId: session.id });
    }
    const conversations = Array.from({ length: count }, (_, index) => ({ id: randomUUID(), sender: index % many }));
    const personAt = (index: number) => people[index % many]?.id ?? '';
    await prisma.conversation.createMany({
      data: conversations.map(({ id }) => ({ id, kind: 'GROUP', participantCount: 2, lastSequence: messages })),
    });
    await prisma.participant.createMany({
      data: conversations.flatMap(({ id: conversationId, sender }) => [
        { conversationId, userId: personAt(sender), role: 'OWNER' as const },
        { conversationId, userId: personAt(sender + 1), role: 'PARTICIPANT' as const },
      ]),
    });
    for (const { id: conversationId, sender } of messages > 0 ? conversations : [])
      await prisma.message.createMany({
        data: Array.from({ length: messages }, (_, index) => ({
          conversationId,
          sequence: index + 1,
          senderId: personAt(sender + (index % 2)),
          senderKind: 'GUEST' as const,
          body: `Message ${index + 1}: something that people say to each other, in a sentence or two.`,
          clientMessageId: randomUUID(),
        })),
      });
    await database.script('ANALYZE');
    return { people, conversations };
  } finally {
    await database.close();
  }
}
