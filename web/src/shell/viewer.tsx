import { useMantineColorScheme } from '@mantine/core';
import { useFeed } from 'frontdesk/react';
import { createContext, type ReactNode, use, useEffect, useRef } from 'react';
import { useQuery } from 'urql';
import { useMyConversations } from '../conversations/use-my-conversations.js';
import { ViewerDocument, ViewerFeedDocument, type ViewerPartsFragment } from '../generated/graphql.js';
import { useSpeech } from '../text/text.js';
import { Failed, Rows } from '../ui/states.js';

export type Me = ViewerPartsFragment & { readonly name: string };

const ViewerContext = createContext<Me | null>(null);

const schemes = { SYSTEM: 'auto', LIGHT: 'light', DARK: 'dark' } as const;

/** Loads who is signed in, follows what changes for them on any device, and makes the page look and speak as they want it. */
export function ViewerProvider({ children }: { children: ReactNode }) {
  const [{ data, error }, again] = useQuery({ query: ViewerDocument });
  const asOf = data?.notifications.asOf ?? null;
  useFeed(ViewerFeedDocument, { after: asOf });
  useMyConversations(asOf);
  const { speak } = useSpeech();
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  // Whoever has come in stays, though another answer about them may have holes.
  const known = useRef<ViewerPartsFragment | null>(null);
  if (data?.viewer != null) known.current = data.viewer;
  const viewer = known.current;
  const theme = viewer?.settings.theme;
  const locale = viewer?.settings.locale;

  useEffect(() => {
    if (theme !== undefined) setColorScheme(schemes[theme]);
  }, [theme, setColorScheme]);

  useEffect(() => {
    if (locale !== undefined) speak(locale.startsWith('ko') ? 'ko' : 'en');
  }, [locale, speak]);

  if (viewer !== null) return <ViewerContext value={{ ...viewer, name: viewer.user.name }}>{children}</ViewerContext>;
  if (error !== undefined) return <Failed error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />;
  return <Rows count={6} />;
}

export function useViewer(): Me {
  const viewer = use(ViewerContext);
  if (viewer === null) throw new Error('There is no ViewerProvider around this.');
  return viewer;
}
