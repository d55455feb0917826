import { useFeed } from 'frontdesk/react';
import { useMutation, useQuery } from 'urql';
import {
  AnnouncementFeedDocument,
  DismissAnnouncementDocument,
  RunningAnnouncementsDocument,
} from '../generated/graphql.js';
import { CloseIcon } from '../shell/icons.js';
import { useText } from '../text/text.js';
import styles from './banners.module.css';

/** What everybody is to know now, above every screen, until one has put it away. */
export function Banners() {
  const text = useText();
  const [{ data }] = useQuery({ query: RunningAnnouncementsDocument });
  useFeed(AnnouncementFeedDocument, { after: data?.announcements.asOf ?? null });
  const [, dismiss] = useMutation(DismissAnnouncementDocument);
  const running = (data?.announcements.nodes ?? []).filter(
    ({ status, viewerDismissed }) => status === 'RUNNING' && !viewerDismissed,
  );
  if (running.length === 0) return null;
  return (
    <section className={styles.banners} aria-label={text.announcements.title}>
      {running.map(({ id, title, body, severity }) => (
        <div
          key={id}
          className={styles.banner}
          data-severity={severity}
          role={severity === 'CRITICAL' ? 'alert' : 'status'}
        >
          <p>
            <b>{title}</b> {body}
          </p>
          <button
            type="button"
            aria-label={text.announcements.dismiss(title)}
            onClick={() => void dismiss({ input: { id } })}
          >
            <CloseIcon />
          </button>
        </div>
      ))}
    </section>
  );
}
