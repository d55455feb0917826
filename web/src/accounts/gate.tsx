import { Navigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSession } from '../session/use-session.js';
import { useSpeech } from '../text/text.js';
import styles from './gate.module.css';

/** What stands around sign-in and sign-up. Whoever is signed in goes through. */
export function Gate({ next, children }: { next: string | undefined; children: ReactNode }) {
  const state = useSession();
  const { text, language, speak } = useSpeech();
  if (state.kind === 'starting') return null;
  if (state.kind === 'signedIn') return <Navigate to={next ?? '/'} hash replace />;
  return (
    <div className={styles.gate}>
      <aside className={styles.pitch}>
        <div className={styles.brand}>
          <img src="/console/icon.svg" alt="" width="32" height="32" />
          <span>{text.appName}</span>
        </div>
        <p>{text.signIn.pitch}</p>
      </aside>
      <main className={styles.main}>
        <div className={styles.inner}>{children}</div>
        <button
          type="button"
          className={styles.language}
          lang={language === 'en' ? 'ko' : 'en'}
          onClick={() => speak(language === 'en' ? 'ko' : 'en')}
        >
          {language === 'en' ? '한국어' : 'English'}
        </button>
      </main>
    </div>
  );
}
