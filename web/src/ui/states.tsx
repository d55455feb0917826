import { Button, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CombinedError } from 'urql';
import { useText } from '../text/text.js';
import styles from './states.module.css';

/** Something was expected and there is none: says why, and what to do. */
export function Empty(props: { title: string; text: string; action?: ReactNode }) {
  return (
    <div className={styles.state}>
      <strong>{props.title}</strong>
      <p>{props.text}</p>
      {props.action}
    </div>
  );
}

/** Something could not be loaded: says why, and offers to try again. Without an error, it is the connection. */
export function Failed({ error, onRetry }: { error?: CombinedError | undefined; onRetry: () => void }) {
  const text = useText();
  const faults = error?.graphQLErrors ?? [];
  const gone = faults.some(({ extensions }) => extensions.code === 'NOT_FOUND');
  if (gone) return <Empty title={text.notFoundTitle} text={text.notFoundText} />;
  return (
    <div className={styles.state} role="alert">
      <strong>{text.failed}</strong>
      <p>{faults.length === 0 ? text.offline : faults.map(({ message }) => message).join(' ')}</p>
      <Button variant="default" onClick={() => onRetry()}>
        {text.retry}
      </Button>
    </div>
  );
}

/** Rows of a list that is on its way. */
export function Rows({ count = 4 }: { count?: number }) {
  const text = useText();
  return (
    <div className={styles.rows} aria-busy="true">
      <span className={styles.unseen} role="status">
        {text.loading}
      </span>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: these are all alike
        <Skeleton key={index} height={40} radius="md" />
      ))}
    </div>
  );
}
