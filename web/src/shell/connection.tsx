import { useConnectionState } from 'frontdesk/react';
import { useEffect, useState } from 'react';
import { useText } from '../text/text.js';
import styles from './connection.module.css';
import { ConnectionDialog } from './connection-dialog.js';

/** So long it says how much it caught up. */
const saidForMs = 6_000;

/** How the connection is, in a color and a word. A press tells more. */
export function Connection({ compact = false }: { compact?: boolean }) {
  const text = useText();
  const { state, caughtUp } = useConnectionState();
  const [open, setOpen] = useState(false);
  const recent = useRecent(caughtUp);
  const label =
    state.status === 'catchingUp'
      ? text.connection.catchingUp(state.behind)
      : state.status === 'live' && recent !== null && recent > 0
        ? text.connection.caughtUp(recent)
        : text.connection.status[state.status];
  return (
    <>
      <button
        type="button"
        className={`${styles.connection} ${compact ? styles.compact : ''}`}
        data-status={state.status}
        onClick={() => setOpen(true)}
      >
        <span className={styles.lamp} aria-hidden="true" />
        <span>{label}</span>
      </button>
      <span className={styles.unseen} role="status">
        {label}
      </span>
      {open && <ConnectionDialog onClose={() => setOpen(false)} />}
    </>
  );
}

/** The value for a while after it has changed, then null. */
function useRecent(value: number | null): number | null {
  const [recent, setRecent] = useState<number | null>(null);
  useEffect(() => {
    setRecent(value);
    const timer = setTimeout(() => setRecent(null), saidForMs);
    return () => clearTimeout(timer);
  }, [value]);
  return recent;
}
