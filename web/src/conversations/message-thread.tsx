import { Button } from '@mantine/core';
import { useQuery } from 'urql';
import { MessageThreadDocument } from '../generated/graphql.js';
import { useSpeech } from '../text/text.js';
import { Dialog } from '../ui/dialog.js';
import { Initials } from '../ui/initials.js';
import { Actions } from '../ui/layout.js';
import { Failed, Rows } from '../ui/states.js';
import type { HistoryActions } from './history.js';
import { MessageText } from './message-text.js';
import styles from './message-thread.module.css';
import type { Message } from './thread-window.js';

interface Props extends Pick<HistoryActions, 'onReply' | 'onShow'> {
  readonly message: Message;
  readonly onClose: () => void;
}

/** A message that began a thread, with everything that was answered since, as it comes. */
export function MessageThread({ message, onReply, onShow, onClose }: Props) {
  const { text, dateTime } = useSpeech();
  const words = text.conversations;
  const [{ data, error }, again] = useQuery({
    query: MessageThreadDocument,
    variables: { id: message.threadRoot?.id ?? message.id },
  });
  const root = data?.node?.__typename === 'Message' ? data.node : undefined;
  return (
    <Dialog title={words.answersTitle} onClose={onClose}>
      {root === undefined && (error === undefined ? <Rows count={3} /> : <Failed error={error} onRetry={again} />)}
      {root !== undefined && (
        <ol className={styles.messages} aria-live="polite">
          {[root, ...root.thread.nodes].map((one) => (
            <li key={one.id}>
              <Initials name={one.sender?.name ?? text.appName} />
              <div className={styles.words}>
                <p className={styles.head}>
                  <b>{one.sender?.name ?? text.appName}</b>
                  <button
                    type="button"
                    aria-label={words.showThere(dateTime(one.createdAt))}
                    onClick={() => {
                      onClose();
                      onShow(one.id);
                    }}
                  >
                    {dateTime(one.createdAt)}
                  </button>
                </p>
                {one.deletedAt == null ? <MessageText message={one} /> : <p className={styles.gone}>{words.deleted}</p>}
              </div>
            </li>
          ))}
        </ol>
      )}
      <Actions>
        <Button variant="default" onClick={onClose}>
          {text.close}
        </Button>
        <Button
          disabled={root === undefined || root.deletedAt != null}
          onClick={() => {
            onClose();
            if (root !== undefined) onReply(root);
          }}
        >
          {words.reply}
        </Button>
      </Actions>
    </Dialog>
  );
}
