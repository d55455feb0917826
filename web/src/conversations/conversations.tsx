import { Outlet, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ConversationFilter } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { ConversationList } from './conversation-list.js';
import styles from './conversations.module.css';
import { StartConversation } from './start-conversation.js';

/** Where conversations are shown: those of a property, or one's own. */
export interface Scope {
  readonly title: string;
  readonly base: ConversationFilter;
  readonly property: { readonly id: string; readonly slug: string } | null;
}

/** The list and, beside it or over it, the conversation that is open. */
export function Conversations({ scope }: { scope: Scope }) {
  const text = useText();
  const { conversationId } = useParams({ strict: false }) as { conversationId?: string };
  const [starting, setStarting] = useState(false);
  useEffect(() => {
    document.title = `${scope.title} · ${text.appName}`;
  }, [scope.title, text]);
  return (
    <div className={styles.both} data-fill data-open={conversationId !== undefined}>
      <ConversationList
        key={scope.property?.id ?? 'mine'}
        scope={scope}
        openId={conversationId ?? null}
        onStart={() => setStarting(true)}
      />
      <div className={styles.thread}>
        <Outlet />
      </div>
      {starting && <StartConversation scope={scope} onClose={() => setStarting(false)} />}
    </div>
  );
}
