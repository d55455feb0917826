import { useCallback, useRef, useState } from 'react';
import { useFrontdesk } from './provider.js';
import { useFeed } from './use-feed.js';

export interface Typist {
  readonly id: string;
  readonly name: string;
}

export interface TypingView {
  /** Who is typing besides me. */
  readonly typists: readonly Typist[];
  /** Call it at every key. */
  readonly typed: () => void;
  /** Call it when the text was sent or emptied. */
  readonly stopped: () => void;
}

const typing = 'subscription ($conversationId: ID!) { typing(conversationId: $conversationId) { users { id name } } }';
const setTyping = `mutation ($conversationId: ID!, $typing: Boolean!) {
  setTyping(input: { conversationId: $conversationId, typing: $typing }) { conversationId }
}`;

/** The server forgets it after two seconds: said again this often, it does not. */
const againAfterMs = 1_000;
const nobody: readonly Typist[] = [];

/** Who is typing in a conversation, and saying that I am. Kept nowhere: what is missed is over. */
export function useTyping(conversationId: string, { pause }: { pause?: boolean } = {}): TypingView {
  const client = useFrontdesk();
  const [known, setKnown] = useState({ conversationId, typists: nobody });
  const said = useRef(0);
  const { state } = useFeed<{ typing: { users: readonly Typist[] } }, { conversationId: string }>(typing, {
    variables: { conversationId },
    pause,
    onEvent: ({ users }) => setKnown({ conversationId, typists: users }),
  });
  const say = useCallback(
    // Whether it arrives does not matter: it is over in two seconds.
    (is: boolean) => void client.mutate(setTyping, { conversationId, typing: is }).catch(() => undefined),
    [client, conversationId],
  );
  const typed = useCallback(() => {
    if (Date.now() - said.current < againAfterMs) return;
    said.current = Date.now();
    say(true);
  }, [say]);
  const stopped = useCallback(() => {
    if (said.current === 0) return;
    said.current = 0;
    say(false);
  }, [say]);
  const current = state === 'live' && known.conversationId === conversationId;
  return { typists: current ? known.typists : nobody, typed, stopped };
}
