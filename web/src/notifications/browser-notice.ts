import { useNavigate } from '@tanstack/react-router';
import type { Notice } from 'frontdesk/react';
import { useCallback } from 'react';

/** A notification of the browser, while this page is open and nobody looks at it. Push brings those of closed pages. */
export function useBrowserNotice(): (notice: Notice) => void {
  const navigate = useNavigate();
  return useCallback(
    (notice) => {
      if (!('Notification' in window) || Notification.permission !== 'granted') return;
      if (document.visibilityState === 'visible') return;
      // The push of the same notification has this tag too: one replaces the other.
      const shown = new Notification(notice.title, { body: notice.body, tag: notice.id, icon: '/console/icon.svg' });
      shown.onclick = () => {
        window.focus();
        shown.close();
        if (notice.subject !== null) void navigate({ to: '/', search: { open: notice.subject.id } });
      };
    },
    [navigate],
  );
}
