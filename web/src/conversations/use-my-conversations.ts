import { useFeed } from 'frontdesk/react';
import { useMutation } from 'urql';
import { AcknowledgeDeliveryDocument, MyConversationsFeedDocument } from '../generated/graphql.js';

/** Keeps lists of my conversations true on every screen, and says that messages have arrived. */
export function useMyConversations(after: string | null): void {
  const [, acknowledge] = useMutation(AcknowledgeDeliveryDocument);
  useFeed(MyConversationsFeedDocument, {
    after,
    onEvent(event) {
      if (event.__typename !== 'ConversationUnreadChanged') return;
      const { conversation, message } = event;
      if (conversation != null && message != null && conversation.viewerUnreadCount > 0)
        void acknowledge({ input: { conversationId: conversation.id, messageId: message.id } });
    },
  });
}
