import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { FrontdeskProvider } from 'frontdesk/react';
import { useEffect, useMemo } from 'react';
import { Provider } from 'urql';
import { createApi } from '../api/api.js';
import { useSession } from '../session/use-session.js';
import { Frame } from './frame.js';
import { ViewerProvider } from './viewer.js';

/** Everything that one sees after signing in. Whoever is not signed in is sent to do so, and comes back after it. */
export function Desk() {
  const state = useSession();
  const navigate = useNavigate();
  const path = useRouterState({ select: ({ location }) => location.pathname + location.searchStr });
  const generation = state.kind === 'signedIn' ? state.generation : null;
  // A cache and a socket belong to one person: the next one gets new ones.
  // biome-ignore lint/correctness/useExhaustiveDependencies: made anew for each sign-in, not for each token
  const api = useMemo(() => (state.kind === 'signedIn' ? createApi(state.tokens) : null), [generation]);

  useEffect(() => {
    api?.frontdesk.connect();
    return () => api?.frontdesk.close();
  }, [api]);

  useEffect(() => {
    // While the sign-in is on its way, this is still here: the address that was wanted is the one of before.
    if (state.kind === 'signedOut' && !path.startsWith('/sign-in'))
      void navigate({ to: '/sign-in', search: path === '/' ? {} : { next: path }, hash: true, replace: true });
  }, [state.kind, navigate, path]);

  if (state.kind !== 'signedIn' || api === null) return null;
  return (
    <FrontdeskProvider client={api.frontdesk}>
      <Provider value={api.urql}>
        <ViewerProvider>
          <Frame>
            <Outlet />
          </Frame>
        </ViewerProvider>
      </Provider>
    </FrontdeskProvider>
  );
}
