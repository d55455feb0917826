import type { Context } from '../context.js';
import type { Conversation as ConversationRow, Prisma } from '../generated/prisma/client.js';
import { streamOf } from '../realtime/streams.js';
import type { EventFieldBuilder } from '../schema/event.js';
import type { PayloadBuilder } from '../schema/mutation.js';
import { Conversation } from './conversation.js';
import { visibleConversations } from './visible.js';

type Query = Pick<Prisma.ConversationFindUniqueArgs, 'select' | 'include'>;

/**
 * The conversation that a mutation is about, in its payload. Null when it was refused, was about no single one, or may not
 * be seen any more.
 */
export function changedConversation<Answer extends { conversationId: string | null }>(
  t: PayloadBuilder<Answer>,
  description = 'The conversation as it is now.',
) {
  return t.prismaField({
    type: Conversation,
    nullable: true,
    description,
    resolve: (query, { answer }, _args, context) => conversationOf(query, answer, context),
  });
}

function conversationOf(
  query: Query,
  answer: { conversationId: string | null } | null,
  { app, actor }: Context,
): Promise<ConversationRow | null> | null {
  if (answer === null || answer.conversationId === null) return null;
  return app.database.prisma.conversation.findUnique({
    ...(query as object),
    where: { id: answer.conversationId, AND: [visibleConversations(actor)] },
  });
}

/**
 * The conversation of an event. Who reads the feed of the conversation or of its property may see it; programs that read
 * the property's may not. In somebody's own feed, and in that of a booking, it is null for who may not see it any more.
 */
export function conversationField<Payload extends { conversationId: string }>(t: EventFieldBuilder<Payload>) {
  return t.prismaField({
    type: Conversation,
    nullable: true,
    description: 'The conversation as it is now. Null for those who may not see it any more.',
    resolve(query, { event }, _args, context) {
      if (mayOutlastAccess(event)) return conversationOf(query, event.payload, context);
      // Asks nothing else of the reader, so that one execution serves all of them.
      if (context.actor?.kind !== 'user') return null;
      return context.app.database.prisma.conversation.findUnique({
        ...query,
        where: { id: event.payload.conversationId },
      });
    },
  });
}

/**
 * Whether who reads the stream may see the conversation is another matter: what stands in the stream of a person or of a
 * booking stays there, whatever its readers may see by then.
 */
export const mayOutlastAccess = ({ stream }: { stream: string }): boolean =>
  stream.startsWith(streamOf.user('')) || stream.startsWith(streamOf.booking(''));
