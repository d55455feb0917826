import { randomUUID } from 'node:crypto';
import { aUser } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import type { Expected } from './verdict.js';
import type { Asking, Relation, World } from './world.js';

/** Of a message in a conversation of the property; for “own”, one that who asks has uploaded and not sent yet. */
export async function anAttachment(world: World, relation: Relation, asking: Asking): Promise<string> {
  const propertyId = world.propertyOf(relation)?.id;
  if (propertyId === undefined) return globalId('Attachment', randomUUID());
  const { app } = world.running;
  const isOwn = relation === 'own';
  const guest = await aUser(app);
  const [conversationId, messageId] = [randomUUID(), randomUUID()];
  await app.database.prisma.conversation.create({
    data: {
      id: conversationId,
      kind: 'GUEST_STAFF',
      propertyId: isOwn ? null : propertyId,
      lastSequence: 1,
      messages: {
        create: { id: messageId, sequence: 1, senderId: guest.id, senderKind: 'GUEST', body: '', clientMessageId: '1' },
      },
    },
  });
  const { id } = await app.database.prisma.attachment.create({
    data: {
      conversationId,
      messageId: isOwn ? null : messageId,
      uploaderId: isOwn ? asking.userId : guest.id,
      state: 'READY',
      name: 'menu.pdf',
      bytes: 1,
    },
  });
  return globalId('Attachment', id);
}

async function aConversation(world: World, relation: Relation, asking: Asking): Promise<{ id: string }> {
  const propertyId = world.propertyOf(relation)?.id;
  if (propertyId === undefined) return { id: globalId('Conversation', randomUUID()) };
  const isOwn = relation === 'own';
  const userId = isOwn ? asking.userId : (await aUser(world.running.app)).id;
  const { id } = await world.running.app.database.prisma.conversation.create({
    data: {
      kind: isOwn ? 'GROUP' : 'GUEST_STAFF',
      propertyId: isOwn ? null : propertyId,
      participantCount: 1,
      participants: { create: { userId, role: 'PARTICIPANT' } },
    },
  });
  return { id: globalId('Conversation', id) };
}

export const attachmentVerdicts: Record<string, Expected> = {
  //                   anonymous guest provider staff manager owner admin super key key-without-scope
  requestUpload: {
    document:
      'mutation ($id: ID!) { requestUpload(input: { conversationId: $id, name: "x", bytes: 1 }) { userErrors { code } } }',
    variables: aConversation,
    verdicts: {
      own: '- A A A A A A A - -',
      same: 'U N N A A A A A U U',
      other: 'U N N N N N A A U U',
      none: 'U N N N N N N N U U',
    },
  },
  completeUpload: {
    document: 'mutation ($id: ID!) { completeUpload(input: { id: $id }) { userErrors { code } } }',
    variables: async (...of) => ({ id: await anAttachment(...of) }),
    verdicts: {
      own: '- A A A A A A A - -',
      same: 'U N N N N N R R U U',
      other: 'U N N N N N R R U U',
      none: 'U N N N N N N N U U',
    },
  },
};
