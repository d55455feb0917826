import { useFeed } from 'frontdesk/react';
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { useClient } from 'urql';
import {
  DeleteMessageDocument,
  EditMessageDocument,
  OlderMessagesDocument,
  SendMessageDocument,
  ThreadDocument,
  ThreadFeedDocument,
} from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { type Draft, emptyThread, nextThread, type ThreadState } from './thread-state.js';

export interface Words {
  readonly body: string;
  readonly attachments: Draft['attachments'];
  readonly replyToId: string | null;
}

export interface Thread {
  readonly thread: ThreadState;
  readonly feed: ReturnType<typeof useFeed>;
  readonly reload: () => void;
  readonly loadOlder: () => Promise<void>;
  readonly send: (words: Words) => void;
  readonly resend: (draft: Draft) => void;
  readonly takeBack: (draft: Draft) => void;
  /** Answers what was refused, if anything. */
  readonly edit: (id: string, body: string) => Promise<string | null>;
  readonly remove: (id: string) => Promise<string | null>;
  readonly change: (change: Parameters<typeof nextThread>[1]) => void;
}

/** One conversation: its newest page, older ones on demand, and everything that happens in it. */
export function useThread(id: string): Thread {
  const urql = useClient();
  const text = useText();
  const [thread, change] = useReducer(nextThread, emptyThread);
  const loading = useRef(false);

  const load = useCallback(async () => {
    const { data, error } = await urql.query(ThreadDocument, { id }, { requestPolicy: 'network-only' }).toPromise();
    if (data !== undefined) change({ kind: 'loaded', conversation: data.conversation });
    else
      change({
        kind: error?.graphQLErrors.some(({ extensions }) => extensions.code === 'NOT_FOUND') ? 'gone' : 'failed',
      });
  }, [urql, id]);
  useEffect(() => void load(), [load]);

  const feed = useFeed(ThreadFeedDocument, {
    variables: { conversationId: id },
    after: thread.asOf,
    onEvent: (event) => change({ kind: 'happened', event }),
    onReset: () => void load(),
  });

  const loadOlder = useCallback(async () => {
    const { older } = thread;
    if (older === null || loading.current) return;
    loading.current = true;
    const { data } = await urql.query(OlderMessagesDocument, { id, before: older }).toPromise();
    loading.current = false;
    const page = data?.conversation.messages;
    if (page !== undefined)
      change({
        kind: 'older',
        messages: page.nodes,
        older: page.pageInfo.hasPreviousPage ? (page.pageInfo.startCursor ?? null) : null,
      });
  }, [urql, id, thread]);

  const deliver = useCallback(
    async (draft: Draft) => {
      change({ kind: 'sending', draft: { ...draft, problem: null } });
      const { clientMessageId, body, attachments, replyToId } = draft;
      const { data, error } = await urql
        .mutation(SendMessageDocument, {
          input: {
            conversationId: id,
            clientMessageId,
            body,
            ...(attachments.length > 0 && { attachmentIds: attachments.map((attachment) => attachment.id) }),
            ...(replyToId !== null && { replyToId }),
          },
        })
        .toPromise();
      const message = data?.sendMessage.message;
      if (message != null) change({ kind: 'message', message });
      else {
        const refused = data?.sendMessage.userErrors.map((one) => one.message).join(' ');
        const fault = error?.networkError ? text.offline : error?.graphQLErrors.map((one) => one.message).join(' ');
        change({ kind: 'refused', clientMessageId, problem: refused || fault || text.offline });
      }
    },
    [urql, id, text],
  );

  return {
    thread,
    feed,
    reload: () => void load(),
    loadOlder,
    change,
    send: (words) =>
      void deliver({
        ...words,
        clientMessageId: crypto.randomUUID(),
        createdAt: new Date().toISOString(),
        problem: null,
      }),
    resend: (draft) => void deliver(draft),
    takeBack: ({ clientMessageId }) => change({ kind: 'takenBack', clientMessageId }),
    async edit(messageId, body) {
      const { data, error } = await urql.mutation(EditMessageDocument, { input: { id: messageId, body } }).toPromise();
      const message = data?.editMessage.message;
      if (message != null) change({ kind: 'message', message });
      return message != null ? null : (data?.editMessage.userErrors[0]?.message ?? error?.message ?? text.offline);
    },
    async remove(messageId) {
      const { data, error } = await urql.mutation(DeleteMessageDocument, { input: { id: messageId } }).toPromise();
      const message = data?.deleteMessage.message;
      if (message != null) change({ kind: 'message', message });
      return message != null ? null : (data?.deleteMessage.userErrors[0]?.message ?? error?.message ?? text.offline);
    },
  };
}
