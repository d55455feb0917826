import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Notice } from 'frontdesk/react';
import { useState } from 'react';
import { useText } from '../text/text.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import { useCenter } from './center.js';
import { NoticeRow } from './notice-row.js';
import styles from './panel.module.css';

export function Panel({ onFollow }: { onFollow: () => void }) {
  const text = useText();
  const words = text.notifications;
  const { notifications, state, hasMore, loadMore, reload, unreadCount, markAllRead, markRead, archive } = useCenter();
  const [cut, setCut] = useState(false);
  const further = () =>
    void loadMore().then(
      () => setCut(false),
      () => setCut(true),
    );
  const follow = (notice: Notice) => {
    if (notice.readAt === null) void markRead([notice.id]).catch(() => undefined);
    onFollow();
  };
  return (
    <div className={styles.panel}>
      <div className={styles.bar}>
        <Button
          size="compact-sm"
          variant="default"
          disabled={unreadCount === 0}
          onClick={() => void markAllRead().catch(() => undefined)}
        >
          {words.markAllRead}
        </Button>
        <Link to="/account" hash="notifications" onClick={onFollow}>
          {words.preferences}
        </Link>
      </div>
      {state === 'loading' && <Rows />}
      {state === 'failed' && <Failed onRetry={reload} />}
      {state === 'ready' && notifications.length === 0 && <Empty title={words.emptyTitle} text={words.emptyText} />}
      {notifications.length > 0 && (
        <ul className={styles.list} aria-label={words.title}>
          {notifications.map((notice) => (
            <NoticeRow
              key={notice.id}
              notice={notice}
              onFollow={() => follow(notice)}
              onArchive={() => void archive([notice.id]).catch(() => undefined)}
            />
          ))}
        </ul>
      )}
      {hasMore && cut && <Failed onRetry={further} />}
      {hasMore && !cut && (
        <Button variant="default" onClick={further}>
          {text.more}
        </Button>
      )}
    </div>
  );
}
