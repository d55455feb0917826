import { queryFromInfo } from '@pothos/plugin-prisma';
import { streamOf } from '../realtime/streams.js';
import { asOf, asOfDescription } from '../schema/as-of.js';
import { asksFor } from '../schema/asks-for.js';
import { builder } from '../schema/builder.js';
import { loadTogether } from '../schema/load-together.js';
import { beside, ownPages } from '../schema/pages.js';
import { Conversation } from './conversation.js';
import { loadMessagesOf } from './load-messages.js';
import { Message } from './message.js';
import { messagePage } from './message-page.js';
import { sequenceIn } from './sequence-in.js';

builder.prismaObjectFields(Conversation, (t) => ({
  lastMessage: t.prismaField({
    type: Message,
    nullable: true,
    description: 'The newest message.',
    select: { lastMessageId: true },
    resolve: (query, { lastMessageId }, _args, context) =>
      loadTogether(context, 'Conversation.lastMessage', query, lastMessageId, (each, ids) =>
        context.app.database.prisma.message.findMany({ ...each, where: { id: { in: ids } } }),
      ),
  }),
  lastSequence: t.exposeInt('lastSequence', { description: 'The number of the newest message: 0 when there is none.' }),
  messages: t.connection(
    {
      type: Message,
      description:
        'The messages in the order of their numbers: the newest 50 when neither `first` nor `last` says otherwise, in both directions from there, or around one of them.',
      extensions: ownPages('newest'),
      args: {
        around: t.arg.globalID({ for: Message, description: 'A page with this message in its middle.' }),
      },
      async resolve({ id: conversationId }, { around, ...args }, context, info) {
        const { database } = context.app;
        if (asksFor(info, 'asOf')) await asOf(context, streamOf.conversation(conversationId));
        const middle = around == null ? undefined : await sequenceIn(database.prisma, conversationId, around.id);
        const query = queryFromInfo({ context, info, paths: [['nodes'], ['edges', 'node']] });
        const page = await messagePage(args, middle, loadMessagesOf(database, conversationId, query));
        return { ...page, conversationId };
      },
    },
    {
      name: 'MessageConnection',
      fields: (c) => ({
        asOf: c.field({
          type: 'EventCursor',
          description: `${asOfDescription} The feed is \`conversationEvents\`.`,
          resolve: (page, _args, context) =>
            asOf(context, streamOf.conversation(beside<{ conversationId: string }>(page).conversationId)),
        }),
      }),
    },
    { name: 'MessageEdge' },
  ),
}));
