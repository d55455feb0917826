import type { Context } from '../context.js';
import type { Conversation as ConversationRow, Prisma } from '../generated/prisma/client.js';
import { streamOf } from '../realtime/streams.js';
import type { EventFieldBuilder } from '../schema/event.js';
import { Conversation } from './conversation.js';
import { visibleConversations } from './visible.js';

type Query = Pick<Prisma.ConversationFindUniqueArgs, 'select' | 'include'>;

/** The conversation of an answer. Null when it was refused, or may not be seen any more. */
export function conversationOf(
  query: Query,
  answer: { conversationId: string } | null,
  { app, actor }: Context,
): Promise<ConversationRow | null> | null {
  if (answer === null) return null;
  return app.database.prisma.conversation.findUnique({
    ...(query as object),
    where: { id: answer.conversationId, AND: [visibleConversations(actor)] },
  });
}

/**
 * The conversation of an event. Who reads the feed of the conversation or of its property may see it; programs that read
 * the property's may not. In somebody's own feed it is null once they may not see it any more.
 */
export function conversationField<Payload extends { conversationId: string }>(t: EventFieldBuilder<Payload>) {
  return t.prismaField({
    type: Conversation,
    nullable: true,
    description: 'The conversation as it is now. Null for those who may not see it any more.',
    resolve(query, { event }, _args, context) {
      if (isOwnFeed(event)) return conversationOf(query, event.payload, context);
      // Asks nothing else of the reader, so that one execution serves all of them.
      if (context.actor?.kind !== 'user') return null;
      return context.app.database.prisma.conversation.findUnique({
        ...query,
        where: { id: event.payload.conversationId },
      });
    },
  });
}

/** Whether it was read from the stream of a person: what is in there stays, whatever they may see by then. */
export const isOwnFeed = ({ stream }: { stream: string }): boolean => stream.startsWith(streamOf.user(''));
