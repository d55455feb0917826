import { User } from '../accounts/user.js';
import type { PrismaClient } from '../generated/prisma/client.js';
import { builder } from '../schema/builder.js';
import { Conversation } from './conversation.js';
import { MessagePriority, MessageType, SenderKind } from './enums.js';
import { visibleMessages } from './visible.js';

const MessageVersion = builder.prismaObject('MessageVersion', {
  description: 'What a message said before it was edited or deleted.',
  fields: (t) => ({
    version: t.exposeInt('version', { description: 'The version that said so.' }),
    body: t.exposeString('body', { description: 'The text, plain.' }),
    changedBy: t.relation('changedBy', { type: User, nullable: true, description: 'Who replaced it.' }),
    changedAt: t.expose('changedAt', { type: 'DateTime', description: 'When it was replaced.' }),
  }),
});

export const Message = builder.prismaNode('Message', {
  id: { field: 'id', description: 'The global id.' },
  description: 'What somebody wrote in a conversation.',
  nullable: true,
  findUnique: (id, { actor }) => ({ id, AND: [visibleMessages(actor)] }),
  fields: (t) => ({
    conversation: t.relation('conversation', { type: Conversation, description: 'Where.' }),
    sequence: t.exposeInt('sequence', {
      description: 'Its number in the conversation: 1, 2, 3 … without a hole, the same for everybody.',
    }),
    type: t.expose('type', { type: MessageType, description: 'How it came to be.' }),
    priority: t.expose('priority', { type: MessagePriority, description: 'How much it matters.' }),
    sender: t.relation('sender', {
      type: User,
      nullable: true,
      description: 'Who wrote it. Null for programs and for Frontdesk itself.',
    }),
    senderKind: t.expose('senderKind', { type: SenderKind, description: 'As what they wrote.' }),
    body: t.exposeString('body', { description: 'The text, plain. Empty once it is deleted.' }),
    clientMessageId: t.exposeString('clientMessageId', {
      description: 'What the client called it, to know its own message again. Otherwise nothing to rely on.',
    }),
    replyTo: t.relation('replyTo', { nullable: true, description: 'What it answers.' }),
    threadRoot: t.relation('threadRoot', {
      nullable: true,
      description: 'The message that began the thread of which it is part. Null when it is not an answer.',
    }),
    versions: t.relation('versions', {
      type: MessageVersion,
      nullable: true,
      description: 'What it said before, the oldest first. Null, with FORBIDDEN, for those who do not work there.',
      query: { orderBy: { version: 'asc' } },
      authScopes: async ({ conversationId }, _args, { app }) => ({
        at: {
          operation: 'Message.versions',
          propertyId: await propertyOf(app.database.prisma, conversationId),
        },
      }),
    }),
    replyCount: t.relationCount('replies', { description: 'How many messages answer it.' }),
    thread: t.relatedConnection(
      'thread',
      {
        cursor: 'id',
        totalCount: true,
        description: 'Of the message that began a thread, what was answered since, in the order of their numbers.',
        query: { orderBy: { sequence: 'asc' } },
      },
      { name: 'ThreadConnection' },
      { name: 'ThreadEdge' },
    ),
    isForwarded: t.boolean({
      description: 'Whether it was said elsewhere first.',
      resolve: ({ forwardedFromId }) => forwardedFromId !== null,
    }),
    forwardedFrom: t.prismaField({
      type: 'Message',
      nullable: true,
      description: 'What it was first. Null also for those who may not read it there.',
      resolve: (query, { forwardedFromId: id }, _args, { app, actor }) =>
        id === null
          ? null
          : app.database.prisma.message.findUnique({ ...query, where: { id, AND: [visibleMessages(actor)] } }),
    }),
    mentions: t.field({
      type: [User],
      description: 'Whom it calls by name.',
      select: { mentions: { select: { user: true } } },
      resolve: ({ mentions }) => mentions.map(({ user }) => user),
    }),
    version: t.exposeInt('version', { description: 'Goes up with each change: for `expectedVersion`.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was sent.' }),
    editedAt: t.expose('editedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was changed last. Null when it is as it was sent.',
    }),
    deletedAt: t.expose('deletedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was deleted. Null when it is there.',
    }),
  }),
});

async function propertyOf(prisma: PrismaClient, id: string): Promise<string | null> {
  const conversation = await prisma.conversation.findUnique({ where: { id }, select: { propertyId: true } });
  return conversation?.propertyId ?? null;
}
