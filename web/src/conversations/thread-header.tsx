import { Link, useParams } from '@tanstack/react-router';
import { usePresence } from 'frontdesk/react';
import { useState } from 'react';
import type { ConversationRowFragment, DeskPartsFragment } from '../generated/graphql.js';
import { BackIcon, MoreIcon, PeopleIcon, SearchIcon } from '../shell/icons.js';
import { useViewer } from '../shell/viewer.js';
import { useSpeech } from '../text/text.js';
import { Badge } from '../ui/badge.js';
import { titleOf } from './conversation-title.js';
import type { Scope } from './conversations.js';
import { LookingToo } from './looking-too.js';
import { Participants } from './participants.js';
import { SearchThread } from './search-thread.js';
import styles from './thread-header.module.css';
import type { Person } from './thread-people.js';
import { ThreadSettings } from './thread-settings.js';
import type { ThreadConversation } from './thread-state.js';

interface Props {
  readonly conversation: ThreadConversation;
  readonly people: readonly Person[];
  /** Whether I work there. */
  readonly staff: boolean;
  /** What guests do not see. Null for them. */
  readonly desk: DeskPartsFragment | null;
  readonly onChange: (conversation: ConversationRowFragment) => void;
}

export function ThreadHeader({ conversation, people, staff, desk, onChange }: Props) {
  const { text, ago } = useSpeech();
  const words = text.conversations;
  const me = useViewer().user.id;
  const { slug } = useParams({ strict: false }) as { slug?: string };
  const [open, setOpen] = useState<'settings' | 'people' | 'search' | null>(null);
  const close = () => setOpen(null);
  const property: Scope['property'] = slug === undefined ? null : (conversation.property ?? null);
  const title = titleOf({ ...conversation, participants: { nodes: people.slice(0, 4) } }, me, text);
  const others = people.filter(({ user }) => user.id !== me).map(({ user }) => user);
  const labels = desk?.labels ?? [];
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
          {staff && <LookingToo conversationId={conversation.id} />}
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
      {(conversation.status !== 'ACTIVE' || labels.length > 0) && (
        <div className={styles.marks}>
          {conversation.status !== 'ACTIVE' && <Badge tone="gray">{words.status[conversation.status]}</Badge>}
          {labels.map((label) => (
            <Badge key={label} tone="amber">
              {label}
            </Badge>
          ))}
        </div>
      )}
      <div className={styles.end}>
        <button
          type="button"
          className={styles.more}
          aria-label={words.searchHere}
          title={words.searchHere}
          onClick={() => setOpen('search')}
        >
          <SearchIcon />
        </button>
        <button
          type="button"
          className={styles.more}
          aria-label={words.people(people.length)}
          title={words.people(people.length)}
          onClick={() => setOpen('people')}
        >
          <PeopleIcon />
        </button>
        <button
          type="button"
          className={styles.more}
          aria-label={words.settings}
          title={words.settings}
          onClick={() => setOpen('settings')}
        >
          <MoreIcon />
        </button>
      </div>
      {open === 'search' && <SearchThread id={conversation.id} property={property} onClose={close} />}
      {open === 'people' && (
        <Participants conversation={conversation} people={people} staff={staff} onChange={onChange} onClose={close} />
      )}
      {open === 'settings' && (
        <ThreadSettings conversation={conversation} desk={desk} staff={staff} onChange={onChange} onClose={close} />
      )}
    </header>
  );
}
