import { useState } from 'react';
import { BellIcon } from '../shell/icons.js';
import { Sheet } from '../shell/sheet.js';
import { useText } from '../text/text.js';
import styles from './bell.module.css';
import { useCenter } from './center.js';
import { Panel } from './panel.js';

/** How many are unread. A press shows them, and says that they were seen. */
export function Bell() {
  const text = useText();
  const { unreadCount, unseenCount, markSeen } = useCenter();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={styles.bell}
        aria-label={text.notifications.bell(unreadCount)}
        aria-expanded={open}
        data-unseen={unseenCount > 0}
        onClick={() => {
          setOpen(true);
          if (unseenCount > 0) void markSeen().catch(() => undefined);
        }}
      >
        <BellIcon />
        {unreadCount > 0 && (
          <span className={styles.count} aria-hidden="true">
            {unreadCount > 99 ? '99+' : unreadCount}
          </span>
        )}
      </button>
      {open && (
        <Sheet title={text.notifications.title} onClose={() => setOpen(false)}>
          <Panel onFollow={() => setOpen(false)} />
        </Sheet>
      )}
    </>
  );
}
