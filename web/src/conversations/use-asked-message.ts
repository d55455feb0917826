import { useLocation, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Target } from './history.js';

/** The message that the address asks for: another object each time that somebody follows such a link. */
export function useAskedMessage(): Target | null {
  const { message } = useSearch({ strict: false }) as { message?: string };
  const followed = useLocation({ select: ({ state }) => state.__TSR_key });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same link may be followed again
  return useMemo(() => (message === undefined ? null : { id: message }), [message, followed]);
}
