import { useEffect, useState } from 'react';
import { useText } from '../text/text.js';
import styles from './composer.module.css';

/** How long it has been recording. Said once; then it is for the eyes. */
export function RecordedTime({ since }: { since: number }) {
  const words = useText().conversations;
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - since) / 1_000)), 500);
    return () => clearInterval(timer);
  }, [since]);
  return (
    <>
      <span className={styles.unseen} role="status">
        {words.recording}
      </span>
      <span className={styles.time} aria-hidden="true">
        {`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`}
      </span>
    </>
  );
}
