import { Link } from '@tanstack/react-router';
import type { Notice } from 'frontdesk/react';
import { CloseIcon } from '../shell/icons.js';
import { useSpeech } from '../text/text.js';
import styles from './panel.module.css';

export function NoticeRow(props: { notice: Notice; onFollow: () => void; onArchive: () => void }) {
  const { notice, onFollow, onArchive } = props;
  const { text, ago } = useSpeech();
  const words = text.notifications;
  const inside = (
    <>
      <b>
        {notice.readAt === null && <span className={styles.unseen}>{words.unread} </span>}
        {notice.title}
      </b>
      <span>{notice.body}</span>
      <time dateTime={notice.createdAt}>{ago(notice.createdAt)}</time>
    </>
  );
  return (
    <li className={styles.row} data-unread={notice.readAt === null} data-priority={notice.priority}>
      {notice.subject === null ? (
        <button type="button" className={styles.words} onClick={onFollow}>
          {inside}
        </button>
      ) : (
        <Link to="/" search={{ open: notice.subject.id }} className={styles.words} onClick={onFollow}>
          {inside}
        </Link>
      )}
      <button type="button" className={styles.archive} aria-label={words.archive(notice.title)} onClick={onArchive}>
        <CloseIcon />
      </button>
    </li>
  );
}
