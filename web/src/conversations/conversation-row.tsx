import { Link } from '@tanstack/react-router';
import type { ConversationRowFragment } from '../generated/graphql.js';
import { useViewer } from '../shell/viewer.js';
import { type Catalog, useSpeech } from '../text/text.js';
import { Initials } from '../ui/initials.js';
import { WaitingCount } from '../ui/waiting-count.js';
import styles from './conversation-list.module.css';
import { titleOf } from './conversation-title.js';
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
        <WaitingCount count={unread} label={text.conversations.unread(unread)} />
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

function previewOf(row: ConversationRowFragment, me: string, text: Catalog): string {
  const last = row.lastMessage;
  const about = row.subject ?? row.booking?.code;
  if (last == null) return about ?? text.conversations.noMessages;
  if (last.deletedAt != null) return text.conversations.deleted;
  const body = last.body || text.conversations.attachment;
  return last.sender?.id === me ? text.conversations.byMe(body) : body;
}
