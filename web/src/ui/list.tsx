import type { ReactNode } from 'react';
import styles from './list.module.css';

export const List = ({ label, children }: { label: string; children: ReactNode }) => (
  <ul className={styles.list} aria-label={label}>
    {children}
  </ul>
);

/** A line of a list: what it is, more about it below, and at the end what one can do. */
export function ListRow(props: { mark?: ReactNode; title: ReactNode; detail?: ReactNode; children?: ReactNode }) {
  return (
    <li className={styles.row}>
      {props.mark}
      <div className={styles.words}>
        <div className={styles.title}>{props.title}</div>
        {props.detail !== undefined && <div className={styles.detail}>{props.detail}</div>}
      </div>
      {props.children !== undefined && <div className={styles.end}>{props.children}</div>}
    </li>
  );
}
