import { useEffect, useRef } from 'react';
import { useMutation } from 'urql';
import { MarkConversationReadDocument } from '../generated/graphql.js';
import { useVisible } from '../shell/use-visible.js';
import type { Message } from './thread-window.js';

/** Says that I have read up to the newest message, when it is on the screen and somebody is looking. */
export function useReading(conversationId: string | null, newest: Message | null, atEnd: boolean): void {
  const [, mark] = useMutation(MarkConversationReadDocument);
  const visible = useVisible();
  const said = useRef('');
  const messageId = newest?.id ?? null;
  useEffect(() => {
    if (conversationId === null || messageId === null || !atEnd || !visible || said.current === messageId) return;
    said.current = messageId;
    void mark({ input: { conversationId, messageId } });
  }, [conversationId, messageId, atEnd, visible, mark]);
}
