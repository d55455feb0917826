import { useCallback } from 'react';
import { useClient } from 'urql';
import { SendMessageDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import type { Draft, ThreadChange } from './thread-state.js';

export type Words = Pick<Draft, 'body' | 'attachments' | 'replyToId' | 'mentionIds' | 'priority'>;

export interface Outbox {
  readonly send: (words: Words) => void;
  readonly resend: (draft: Draft) => void;
  readonly takeBack: (draft: Draft) => void;
}

/** What I send is seen at once, and stands there with its reason when the server does not take it. */
export function useOutbox(id: string, change: (change: ThreadChange) => void): Outbox {
  const urql = useClient();
  const text = useText();
  const deliver = useCallback(
    async (draft: Draft) => {
      change({ kind: 'sending', draft: { ...draft, problem: null } });
      const { clientMessageId, body, attachments, replyToId, mentionIds, priority } = draft;
      const { data, error } = await urql
        .mutation(SendMessageDocument, {
          input: {
            conversationId: id,
            clientMessageId,
            body,
            priority,
            ...(attachments.length > 0 && { attachmentIds: attachments.map((attachment) => attachment.id) }),
            ...(replyToId !== null && { replyToId }),
            ...(mentionIds.length > 0 && { mentionIds: [...mentionIds] }),
          },
        })
        .toPromise();
      const message = data?.sendMessage.message;
      if (message != null) return change({ kind: 'message', message });
      const refused = data?.sendMessage.userErrors.map((one) => one.message).join(' ');
      const fault = error?.networkError ? text.offline : error?.graphQLErrors.map((one) => one.message).join(' ');
      change({ kind: 'refused', clientMessageId, problem: refused || fault || text.offline });
    },
    [urql, id, text, change],
  );
  return {
    send: (words) =>
      void deliver({
        ...words,
        clientMessageId: crypto.randomUUID(),
        createdAt: new Date().toISOString(),
        problem: null,
      }),
    resend: (draft) => void deliver(draft),
    takeBack: ({ clientMessageId }) => change({ kind: 'takenBack', clientMessageId }),
  };
}
