import type { ListAnswer, NoticeEvent } from './notification-documents.js';

/** A notification as it is shown. */
export interface Notice {
  readonly id: string;
  readonly type: string;
  readonly priority: 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';
  readonly title: string;
  readonly body: string;
  /** Title and body as one sentence. */
  readonly text: string;
  readonly createdAt: string;
  readonly readAt: string | null;
  readonly seenAt: string | null;
  readonly archivedAt: string | null;
  readonly actor: { readonly id: string; readonly name: string } | null;
  /** What it is about, to go there. Null when it is gone, or no longer mine to see. */
  readonly subject: { readonly __typename: string; readonly id: string } | null;
}

export interface Known {
  readonly state: 'loading' | 'ready' | 'failed';
  /** Null until the list is there: the feed begins after it. */
  readonly asOf: string | null;
  readonly notices: readonly Notice[];
  readonly next: string | null;
  readonly unreadCount: number;
  readonly unseenCount: number;
}

export type Change =
  | { readonly kind: 'loaded' | 'more'; readonly answer: ListAnswer }
  | { readonly kind: 'failed' }
  /** `filtered`: whether a new one belongs to the list is for the server to say. */
  | { readonly kind: 'happened'; readonly event: NoticeEvent; readonly filtered: boolean };

export const empty: Known = { state: 'loading', asOf: null, notices: [], next: null, unreadCount: 0, unseenCount: 0 };

/** What is known after this. An event that the list knew already changes nothing. */
export function after(known: Known, change: Change): Known {
  switch (change.kind) {
    case 'failed':
      return known.asOf === null ? { ...known, state: 'failed' } : known;
    case 'loaded': {
      const { viewer, notifications } = change.answer;
      return {
        ...page(known, change.answer),
        state: 'ready',
        asOf: known.asOf ?? notifications.asOf,
        notices: notifications.nodes,
        unreadCount: viewer.unreadNotifications,
        unseenCount: viewer.unseenNotifications,
      };
    }
    case 'more': {
      const has = new Set(known.notices.map(({ id }) => id));
      const more = change.answer.notifications.nodes.filter(({ id }) => !has.has(id));
      return { ...page(known, change.answer), notices: [...known.notices, ...more] };
    }
    case 'happened':
      return happened(known, change.event, change.filtered);
  }
}

function page(known: Known, { notifications: { pageInfo } }: ListAnswer): Known {
  return { ...known, next: pageInfo.hasNextPage ? pageInfo.endCursor : null };
}

function happened(known: Known, event: NoticeEvent, filtered: boolean): Known {
  const { unreadCount, unseenCount } = event;
  const counted = { ...known, unreadCount, unseenCount };
  if (event.__typename === 'NotificationCreated') {
    const { notification } = event;
    if (notification === null || filtered || known.notices.some(({ id }) => id === notification.id)) return counted;
    return { ...counted, notices: [notification, ...known.notices] };
  }
  if (event.notificationIds === null) return counted;
  const about = new Set(event.notificationIds);
  if (event.__typename === 'NotificationsArchived' || event.__typename === 'NotificationsDeleted')
    return { ...counted, notices: known.notices.filter(({ id }) => !about.has(id)) };
  const at = event.occurredAt;
  const read = event.__typename === 'NotificationsRead';
  return {
    ...counted,
    notices: known.notices.map((notice) =>
      about.has(notice.id)
        ? { ...notice, seenAt: notice.seenAt ?? at, readAt: read ? (notice.readAt ?? at) : notice.readAt }
        : notice,
    ),
  };
}
