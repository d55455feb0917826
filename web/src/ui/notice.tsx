import type { ReactNode } from 'react';
import styles from './notice.module.css';

/** A sentence that matters now. What went wrong is read out at once, the rest when there is a pause. */
export function Notice(props: { kind: 'wrong' | 'good' | 'note'; title?: string; children: ReactNode }) {
  return (
    <div className={`${styles.notice} ${styles[props.kind]}`} role={props.kind === 'wrong' ? 'alert' : 'status'}>
      {props.title !== undefined && <strong>{props.title}</strong>}
      <div>{props.children}</div>
    </div>
  );
}
