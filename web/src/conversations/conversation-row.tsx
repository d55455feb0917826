import { Link } from '@tanstack/react-router';
import type { ConversationRowFragment } from '../generated/graphql.js';
import { useViewer } from '../shell/viewer.js';
import { type Catalog, useSpeech } from '../text/text.js';
import { Initials } from '../ui/initials.js';
import styles from './conversation-list.module.css';
import type { Scope } from './conversations.js';

export function ConversationRow(props: { row: ConversationRowFragment; scope: Scope; open: boolean }) {
  const { row, scope, open } = props;
  const { text, ago } = useSpeech();
  const me = useViewer().user.id;
  const title = titleOf(row, me, text);
  const unread = row.viewerUnreadCount;
  const inside = (
    <>
      <Initials name={title} />
      <span className={styles.words}>
        <span className={styles.title}>{title}</span>
        <span className={styles.preview}>{previewOf(row, me, text)}</span>
      </span>
      <span className={styles.end}>
        <time dateTime={row.lastActivityAt}>{ago(row.lastActivityAt)}</time>
        {unread > 0 && (
          <span className={styles.unread}>
            <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>
            <span className={styles.unseen}>{text.conversations.unread(unread)}</span>
          </span>
        )}
      </span>
    </>
  );
  const common = { className: styles.row, 'data-unread': unread > 0, 'aria-current': open || undefined } as const;
  return scope.property === null ? (
    <Link {...common} to="/messages/$conversationId" params={{ conversationId: row.id }}>
      {inside}
    </Link>
  ) : (
    <Link
      {...common}
      to="/properties/$slug/inbox/$conversationId"
      params={{ slug: scope.property.slug, conversationId: row.id }}
    >
      {inside}
    </Link>
  );
}

/** The people, what it is about, or the place: whatever tells most. */
export function titleOf(
  row: Pick<ConversationRowFragment, 'kind' | 'subject' | 'property' | 'participants'>,
  me: string,
  text: Catalog,
): string {
  const people = row.participants.nodes;
  const iWork = people.some(({ role, user }) => user.id === me && role === 'STAFF');
  const others = people.filter(({ user }) => user.id !== me);
  const guests = others.filter(({ role }) => role !== 'STAFF');
  if (row.kind === 'ROOM' && row.subject != null) return row.subject;
  if (row.kind === 'GUEST_STAFF' && !iWork && people.some(({ user }) => user.id === me) && row.property != null)
    return row.property.name;
  const names = (guests.length > 0 ? guests : others).map(({ user }) => user.name).join(', ');
  return names || row.subject || text.conversations.untitled;
}

function previewOf(row: ConversationRowFragment, me: string, text: Catalog): string {
  const last = row.lastMessage;
  const about = row.subject ?? row.booking?.code;
  if (last == null) return about ?? text.conversations.noMessages;
  if (last.deletedAt != null) return text.conversations.deleted;
  const body = last.body || text.conversations.attachment;
  return last.sender?.id === me ? text.conversations.byMe(body) : body;
}
