import { Button } from '@mantine/core';
import { useText } from '../text/text.js';
import styles from './earlier-later.module.css';

/** Turns the days on show; a way without a handler leads nowhere. */
export function EarlierLater(props: { onEarlier: (() => void) | undefined; onLater: (() => void) | undefined }) {
  const text = useText();
  return (
    <span className={styles.ways}>
      <Way label={text.book.earlier} sign="‹" onTurn={props.onEarlier} />
      <Way label={text.book.later} sign="›" onTurn={props.onLater} />
    </span>
  );
}

const Way = (props: { label: string; sign: string; onTurn: (() => void) | undefined }) => (
  <Button
    variant="default"
    size="compact-sm"
    aria-label={props.label}
    disabled={props.onTurn === undefined}
    onClick={props.onTurn}
  >
    {props.sign}
  </Button>
);
