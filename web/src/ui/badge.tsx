import styles from './badge.module.css';

export type Tone = 'lamp' | 'blue' | 'amber' | 'red' | 'gray';

export function Badge({ tone, children }: { tone: Tone; children: string }) {
  return <span className={`${styles.badge} ${styles[tone]}`}>{children}</span>;
}
