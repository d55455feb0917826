import { useViewer } from '../shell/viewer.js';
import styles from './history.module.css';
import { partsOf } from './mentions.js';
import type { Message } from './thread-window.js';

/** What a message says, plain; those whom it calls by name stand out. */
export function MessageText({ message }: { message: Pick<Message, 'body' | 'mentions'> }) {
  const me = useViewer().user.id;
  return (
    <p className={styles.body}>
      {partsOf(message.body, message.mentions).map(({ at, text, person }) =>
        person === null ? (
          text
        ) : (
          <mark key={at} className={styles.mention} data-me={person.id === me || undefined}>
            {text}
          </mark>
        ),
      )}
    </p>
  );
}
