import type { MessagePriority } from '../generated/graphql.js';
import { FlagIcon } from '../shell/icons.js';
import { useText } from '../text/text.js';
import styles from './composer.module.css';

const next: Record<MessagePriority, MessagePriority> = {
  NORMAL: 'HIGH',
  HIGH: 'URGENT',
  URGENT: 'LOW',
  LOW: 'NORMAL',
};

/** How much the next message matters: each press, the next answer. */
export function PriorityButton(props: { value: MessagePriority; onChange: (value: MessagePriority) => void }) {
  const words = useText().conversations;
  const label = words.howMuch(words.priority[props.value]);
  return (
    <button
      type="button"
      className={styles.tool}
      data-priority={props.value}
      aria-label={label}
      title={label}
      onClick={() => props.onChange(next[props.value])}
    >
      <FlagIcon />
    </button>
  );
}
