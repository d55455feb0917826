import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import {
  archive,
  feed,
  type ListAnswer,
  list,
  markAllRead,
  markRead,
  markSeen,
  type NoticeEvent,
  remove,
} from './notification-documents.js';
import { after, empty, type Notice } from './notification-list.js';
import { useFrontdesk } from './provider.js';
import { useFeed } from './use-feed.js';

export type { Notice } from './notification-list.js';

export interface NoticeFilter {
  readonly types?: readonly string[];
  readonly priorities?: readonly string[];
  readonly unread?: boolean;
  readonly archived?: boolean;
  readonly propertyId?: string;
}

export interface NotificationOptions {
  readonly filter?: NoticeFilter;
  /** How many a page has. */
  readonly first?: number;
  /** One has just come: for toasts and sounds. Not called for those that the list began with. */
  readonly onNotification?: (notification: Notice) => void;
}

export interface NotificationsView {
  readonly unreadCount: number;
  readonly unseenCount: number;
  readonly notifications: readonly Notice[];
  readonly state: 'loading' | 'ready' | 'failed';
  readonly hasMore: boolean;
  readonly loadMore: () => Promise<void>;
  readonly reload: () => void;
  readonly markRead: (ids: readonly string[]) => Promise<void>;
  readonly markAllRead: () => Promise<void>;
  readonly markSeen: () => Promise<void>;
  readonly archive: (ids: readonly string[]) => Promise<void>;
  readonly remove: (ids: readonly string[]) => Promise<void>;
}

/** My notifications, newest first, and their counts: loaded once, live from then on, in step with my other devices. */
export function useNotifications(options: NotificationOptions = {}): NotificationsView {
  const { filter = {}, first = 20, onNotification } = options;
  const client = useFrontdesk();
  const [known, change] = useReducer(after, empty);
  const [loads, setLoads] = useState(0);
  const reload = useCallback(() => setLoads((count) => count + 1), []);
  const wanted = JSON.stringify(filter);
  const asked = useRef('');
  const heard = useRef(0);

  useEffect(() => {
    const mine = `${wanted} ${loads}`;
    asked.current = mine;
    heard.current = 0;
    client.query<ListAnswer>(list, { first, filter: JSON.parse(wanted) as NoticeFilter }).then(
      (answer) => {
        if (asked.current !== mine) return;
        change({ kind: 'loaded', answer });
        // Whether the answer knew of what happened meanwhile cannot be told.
        if (heard.current > 0) setLoads((count) => count + 1);
      },
      () => asked.current === mine && change({ kind: 'failed' }),
    );
  }, [client, first, wanted, loads]);

  useFeed<{ viewerEvents: NoticeEvent }, Record<string, never>>(feed, {
    after: known.asOf,
    onReset: reload,
    onEvent: (event) => {
      heard.current++;
      // Which of those that match a filter it was about is known to the server alone.
      const unknown = event.__typename !== 'NotificationCreated' && event.notificationIds === null;
      if (unknown) reload();
      change({ kind: 'happened', event, filtered: wanted !== '{}' });
      if (event.__typename === 'NotificationCreated' && event.notification != null) {
        if (wanted !== '{}') reload();
        onNotification?.(event.notification);
      }
    },
  });

  const loadMore = useCallback(async () => {
    const mine = asked.current;
    if (known.next === null) return;
    const filter = JSON.parse(wanted) as NoticeFilter;
    const answer = await client.query<ListAnswer>(list, { first, after: known.next, filter });
    if (asked.current === mine) change({ kind: 'more', answer });
  }, [client, first, known.next, wanted]);
  const send = (document: string, ids?: readonly string[]) =>
    client.mutate(document, ids === undefined ? {} : { ids }, { repeatable: true }).then(() => undefined);

  return {
    unreadCount: known.unreadCount,
    unseenCount: known.unseenCount,
    notifications: known.notices,
    state: known.state,
    hasMore: known.next !== null,
    loadMore,
    reload,
    markRead: (ids) => send(markRead, ids),
    markAllRead: () => send(markAllRead),
    markSeen: () => send(markSeen),
    archive: (ids) => send(archive, ids),
    remove: (ids) => send(remove, ids),
  };
}
