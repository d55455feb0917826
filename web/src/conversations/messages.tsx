import { useMemo } from 'react';
import { useText } from '../text/text.js';
import { Conversations, type Scope } from './conversations.js';

/** The conversations in which I take part, wherever. */
export function Messages() {
  const text = useText();
  const scope = useMemo<Scope>(() => ({ title: text.nav.messages, base: { mine: true }, property: null }), [text]);
  return <Conversations scope={scope} />;
}
