import { useFeed } from 'frontdesk/react';
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import {
  DeleteMessageDocument,
  EditMessageDocument,
  MessagesPageDocument,
  ThreadDocument,
  ThreadFeedDocument,
} from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { emptyThread, nextThread, type ThreadState } from './thread-state.js';
import { type Outbox, useOutbox } from './use-outbox.js';

export interface Thread extends Outbox {
  readonly thread: ThreadState;
  readonly feed: ReturnType<typeof useFeed>;
  /** Why what was asked for last is not there. */
  readonly failure: Failure | null;
  /** With its newest messages, or with those around one: where there is no such message any more, with the newest. */
  readonly load: (around?: string) => Promise<void>;
  readonly loadOlder: () => Promise<void>;
  readonly loadNewer: () => Promise<void>;
  /** Answers what was refused, if anything. */
  readonly edit: (id: string, body: string) => Promise<string | null>;
  readonly remove: (id: string) => Promise<string | null>;
  readonly change: (change: Parameters<typeof nextThread>[1]) => void;
}

export interface Failure {
  readonly error: CombinedError | undefined;
  readonly retry: () => void;
}

/** One conversation: a page of its messages, more on demand, and everything that happens in it. */
export function useThread(id: string, first: string | null): Thread {
  const urql = useClient();
  const text = useText();
  const [thread, change] = useReducer(nextThread, emptyThread);
  const [failure, setFailure] = useState<Failure | null>(null);
  const loading = useRef(false);

  const load = useCallback(
    async (around?: string): Promise<void> => {
      const { data, error } = await urql
        .query(ThreadDocument, { id, around: around ?? null }, { requestPolicy: 'network-only' })
        .toPromise();
      if (data !== undefined) {
        setFailure(null);
        return change({ kind: 'loaded', conversation: data.conversation });
      }
      const unknown = error?.graphQLErrors.some(({ extensions }) => extensions.code === 'NOT_FOUND') === true;
      if (unknown && around !== undefined) return load();
      setFailure(unknown ? null : { error, retry: () => void load(around) });
      change({ kind: unknown ? 'gone' : 'failed' });
    },
    [urql, id],
  );
  // What is wanted later is for `load`: this is the beginning.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each conversation
  useEffect(() => void load(first ?? undefined), [load]);

  const feed = useFeed(ThreadFeedDocument, {
    variables: { conversationId: id },
    after: thread.asOf,
    onEvent: (event) => change({ kind: 'happened', event }),
    onReset: () => void load(),
  });

  const { older, newer } = thread;
  const loadPage = useCallback(
    async (place: { last: number; before: string } | { first: number; after: string }) => {
      if (loading.current) return;
      loading.current = true;
      const { data, error } = await urql.query(MessagesPageDocument, { id, ...place }).toPromise();
      loading.current = false;
      setFailure(data === undefined ? { error, retry: () => void loadPage(place) } : null);
      if (data !== undefined) change({ kind: 'page', page: data.conversation.messages });
    },
    [urql, id],
  );
  const loadOlder = useCallback(
    async () => void (older !== null && (await loadPage({ last: 40, before: older }))),
    [loadPage, older],
  );
  const loadNewer = useCallback(
    async () => void (newer !== null && (await loadPage({ first: 40, after: newer }))),
    [loadPage, newer],
  );

  return {
    thread,
    feed,
    failure,
    load,
    loadOlder,
    loadNewer,
    change,
    ...useOutbox(id, change),
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
