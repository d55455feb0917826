import { type Notice, type NotificationsView, useNotifications } from 'frontdesk/react';
import { createContext, type ReactNode, use, useCallback, useState } from 'react';
import { useViewer } from '../shell/viewer.js';
import { Spare } from '../ui/spare.js';
import { useBrowserNotice } from './browser-notice.js';
import { ring } from './sound.js';
import { useSpeaker } from './speaker.js';
import { Toasts } from './toasts.js';

const CenterContext = createContext<NotificationsView | null>(null);

/** At most so many at once: more than that is not read, it is in the panel. */
const mostToasts = 3;

/** My notifications for bell and panel; what has just come is shown, and heard in one tab alone. */
export function NotificationCenter({ children }: { children: ReactNode }) {
  const { settings } = useViewer();
  const [toasts, setToasts] = useState<readonly Notice[]>([]);
  const speaks = useSpeaker();
  const tell = useBrowserNotice();
  const view = useNotifications({
    onNotification(notice) {
      setToasts((before) => [...before, notice].slice(-mostToasts));
      if (!speaks()) return;
      if (settings.sounds) ring(notice.priority);
      if (settings.desktopNotifications) tell(notice);
    },
  });
  const drop = useCallback((id: string) => setToasts((before) => before.filter((one) => one.id !== id)), []);
  return (
    <CenterContext value={view}>
      {children}
      <Spare>
        <Toasts notices={toasts} onDrop={drop} onRead={(id) => void view.markRead([id])} />
      </Spare>
    </CenterContext>
  );
}

export function useCenter(): NotificationsView {
  const view = use(CenterContext);
  if (view === null) throw new Error('There is no NotificationCenter around this.');
  return view;
}
