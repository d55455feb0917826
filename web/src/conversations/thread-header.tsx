import { Link, useParams } from '@tanstack/react-router';
import { usePresence } from 'frontdesk/react';
import { useState } from 'react';
import type { ConversationRowFragment, DeskPartsFragment } from '../generated/graphql.js';
import { BackIcon, MoreIcon } from '../shell/icons.js';
import { useViewer } from '../shell/viewer.js';
import { useSpeech } from '../text/text.js';
import { Badge } from '../ui/badge.js';
import { titleOf } from './conversation-row.js';
import styles from './thread-header.module.css';
import { ThreadSettings } from './thread-settings.js';
import type { ThreadConversation } from './thread-state.js';

interface Props {
  readonly conversation: ThreadConversation;
  /** What guests do not see. Null for them. */
  readonly desk: DeskPartsFragment | null;
  readonly onChange: (conversation: ConversationRowFragment) => void;
}

export function ThreadHeader({ conversation, desk, onChange }: Props) {
  const { text, ago } = useSpeech();
  const words = text.conversations;
  const me = useViewer().user.id;
  const { slug } = useParams({ strict: false }) as { slug?: string };
  const [open, setOpen] = useState(false);
  const title = titleOf(conversation, me, text);
  const others = conversation.people.nodes.filter(({ user }) => user.id !== me).map(({ user }) => user);
  const presence = usePresence(others.slice(0, 20).map(({ id }) => id));
  const there = others.filter(({ id }) => presence.get(id)?.status === 'ONLINE');
  const only = others.length === 1 && others[0] !== undefined ? presence.get(others[0].id) : undefined;
  const about =
    there.length > 0
      ? others.length === 1
        ? words.online
        : words.areOnline(there.map(({ name }) => name))
      : only?.status === 'AWAY'
        ? words.away
        : only?.lastSeenAt != null
          ? words.lastSeen(ago(only.lastSeenAt))
          : null;
  return (
    <header className={styles.header}>
      {slug === undefined ? (
        <Link to="/messages" className={styles.back} aria-label={words.back}>
          <BackIcon />
        </Link>
      ) : (
        <Link to="/properties/$slug/inbox" params={{ slug }} className={styles.back} aria-label={words.back}>
          <BackIcon />
        </Link>
      )}
      <div className={styles.words}>
        <h1>{title}</h1>
        <p className={styles.detail}>
          {about !== null && (
            <span className={styles.presence} data-online={there.length > 0}>
              {about}
            </span>
          )}
          {conversation.subject != null && conversation.subject !== title && <span>{conversation.subject}</span>}
          {conversation.booking != null && !conversation.subject?.includes(conversation.booking.code) && (
            <span>{words.booking(conversation.booking.code)}</span>
          )}
          {desk?.assignee != null && <span>{words.assignedTo(desk.assignee.name)}</span>}
        </p>
      </div>
      <div className={styles.end}>
        {conversation.status !== 'ACTIVE' && <Badge tone="gray">{words.status[conversation.status]}</Badge>}
        {desk?.labels?.map((label) => (
          <Badge key={label} tone="amber">
            {label}
          </Badge>
        ))}
        <button type="button" className={styles.more} aria-label={words.settings} onClick={() => setOpen(true)}>
          <MoreIcon />
        </button>
      </div>
      {open && (
        <ThreadSettings conversation={conversation} desk={desk} onChange={onChange} onClose={() => setOpen(false)} />
      )}
    </header>
  );
}
