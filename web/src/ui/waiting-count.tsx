import styles from './waiting-count.module.css';

/** How many things wait behind what it stands beside. Nothing where none does. */
export function WaitingCount({ count, label }: { count: number; label: string }) {
  return count === 0 ? null : (
    <span className={styles.count} data-waiting>
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className={styles.unseen}>{label}</span>
    </span>
  );
}
