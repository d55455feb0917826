import { Link } from '@tanstack/react-router';
import type { Notice } from 'frontdesk/react';
import { useEffect, useState } from 'react';
import { CloseIcon } from '../shell/icons.js';
import { useText } from '../text/text.js';
import styles from './toasts.module.css';

/** So long one stays, unless it is critical or somebody points at it. */
const shownForMs = 7_000;

interface Props {
  readonly notices: readonly Notice[];
  readonly onDrop: (id: string) => void;
  readonly onRead: (id: string) => void;
}

/** What has just come, in a corner, and said to those who listen. */
export function Toasts({ notices, onDrop, onRead }: Props) {
  const text = useText();
  return (
    <section className={styles.toasts} aria-label={text.notifications.toasts}>
      <div aria-live="polite" aria-relevant="additions">
        {notices.map((notice) => (
          <Toast key={notice.id} notice={notice} onDrop={onDrop} onRead={onRead} />
        ))}
      </div>
    </section>
  );
}

function Toast({ notice, onDrop, onRead }: { notice: Notice } & Omit<Props, 'notices'>) {
  const text = useText();
  const [held, setHeld] = useState(false);
  const stays = notice.priority === 'CRITICAL' || held;
  useEffect(() => {
    if (stays) return;
    const timer = setTimeout(() => onDrop(notice.id), shownForMs);
    return () => clearTimeout(timer);
  }, [notice.id, onDrop, stays]);

  const words = (
    <>
      <b>{notice.title}</b>
      <span>{notice.body}</span>
    </>
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only keeps it there
    <div
      className={styles.toast}
      data-priority={notice.priority}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {notice.subject === null ? (
        <div className={styles.words}>{words}</div>
      ) : (
        <Link
          to="/"
          search={{ open: notice.subject.id }}
          className={styles.words}
          onClick={() => {
            onRead(notice.id);
            onDrop(notice.id);
          }}
        >
          {words}
        </Link>
      )}
      <button type="button" className={styles.close} aria-label={text.close} onClick={() => onDrop(notice.id)}>
        <CloseIcon />
      </button>
    </div>
  );
}
