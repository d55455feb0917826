import { useSpeech, useText } from '../text/text.js';
import type { HistoryActions } from './history.js';
import styles from './history.module.css';
import type { HistoryItem } from './history-items.js';
import { MessageBubble } from './message-bubble.js';
import type { ThreadState } from './thread-state.js';

interface Props extends HistoryActions {
  readonly item: HistoryItem;
  readonly thread: ThreadState;
}

export function HistoryRow({ item, thread, ...actions }: Props) {
  const { text, time } = useSpeech();
  const words = text.conversations;
  switch (item.kind) {
    case 'day':
      return <h2 className={styles.day}>{item.day}</h2>;
    case 'note':
      return (
        <div className={styles.note}>
          <span className={styles.meta}>
            {words.noteBy(item.note.author?.name ?? text.none)} · {time(item.note.createdAt)}
          </span>
          <p>{item.note.body}</p>
        </div>
      );
    case 'draft':
      return <DraftBubble item={item} {...actions} />;
    case 'message':
      return <MessageBubble message={item.message} follows={item.follows} thread={thread} {...actions} />;
  }
}

function DraftBubble(props: { item: Extract<HistoryItem, { kind: 'draft' }> } & HistoryActions) {
  const { draft } = props.item;
  const text = useText();
  const words = text.conversations;
  return (
    <div className={styles.message} data-mine data-problem={draft.problem !== null}>
      <div className={styles.bubble}>
        <p className={styles.body}>{draft.body || draft.attachments.map(({ name }) => name).join(', ')}</p>
      </div>
      {draft.problem === null ? (
        <span className={styles.meta}>{words.sending}</span>
      ) : (
        <span className={styles.problem} role="alert">
          {words.notSent(draft.problem)}{' '}
          <button type="button" className={styles.again} onClick={() => props.onResend(draft)}>
            {text.retry}
          </button>
          <button type="button" className={styles.again} onClick={() => props.onTakeBack(draft)}>
            {words.discard}
          </button>
        </span>
      )}
    </div>
  );
}
