import { useText } from '../text/text.js';
import styles from './history.module.css';
import type { Message } from './thread-window.js';

export function MessageReactions(props: { reactions: Message['reactions']; onReact: (emoji: string) => void }) {
  const words = useText().conversations;
  if (props.reactions.length === 0) return null;
  return (
    <div className={styles.reactions}>
      {props.reactions.map(({ emoji, count, viewerReacted }) => (
        <button
          key={emoji}
          type="button"
          aria-pressed={viewerReacted}
          aria-label={words.reacted(emoji, count)}
          onClick={() => props.onReact(emoji)}
        >
          {emoji} {count}
        </button>
      ))}
    </div>
  );
}
