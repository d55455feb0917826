import { useCallback, useEffect, useRef } from 'react';

/** Whether this tab is the one that makes sounds: of all that are open, one does. The next one takes over when it goes. */
export function useSpeaker(): () => boolean {
  const speaks = useRef(false);
  useEffect(() => {
    const leave = new AbortController();
    const left = new Promise<void>((resolve) => leave.signal.addEventListener('abort', () => resolve()));
    navigator.locks
      .request('frontdesk-speaker', { signal: leave.signal }, async () => {
        speaks.current = true;
        await left;
        speaks.current = false;
      })
      // It was aborted while it waited: there was nothing to give back.
      .catch(() => undefined);
    return () => leave.abort();
  }, []);
  return useCallback(() => speaks.current, []);
}
