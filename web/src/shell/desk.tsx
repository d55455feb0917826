import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { Provider } from 'urql';
import { createApi } from '../api/api.js';
import { useSession } from '../session/use-session.js';
import { useText } from '../text/text.js';
import styles from './desk.module.css';
import { Navigation } from './navigation.js';
import { ViewerProvider } from './viewer.js';

/** Everything that one sees after signing in. Whoever is not signed in is sent to do so, and comes back after it. */
export function Desk() {
  const state = useSession();
  const navigate = useNavigate();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const generation = state.kind === 'signedIn' ? state.generation : null;
  // A cache belongs to one person: the next one gets a new one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: made anew for each sign-in
  const api = useMemo(() => createApi(), [generation]);

  useEffect(() => {
    // While the sign-in is on its way, this is still here: the address that was wanted is the one of before.
    if (state.kind === 'signedOut' && path !== '/sign-in')
      void navigate({ to: '/sign-in', search: path === '/' ? {} : { next: path }, hash: true, replace: true });
  }, [state.kind, navigate, path]);

  if (state.kind !== 'signedIn') return null;
  return (
    <Provider value={api}>
      <ViewerProvider>
        <Frame />
      </ViewerProvider>
    </Provider>
  );
}

function Frame() {
  const text = useText();
  return (
    <div className={styles.desk}>
      <a className={styles.skip} href="#content">
        {text.skip}
      </a>
      <Navigation />
      <main id="content" className={styles.content} tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}
