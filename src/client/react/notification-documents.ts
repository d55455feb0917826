import type { Notice } from './notification-list.js';

const parts = `fragment NoticeParts on Notification {
  id type priority title body text createdAt readAt seenAt archivedAt
  actor { id name }
  subject { __typename id }
}`;

export const list = `query ($first: Int!, $after: String, $filter: NotificationFilter) {
  viewer { unreadNotifications unseenNotifications }
  notifications(first: $first, after: $after, filter: $filter) {
    asOf
    nodes { ...NoticeParts }
    pageInfo { hasNextPage endCursor }
  }
}
${parts}`;

export interface ListAnswer {
  readonly viewer: { readonly unreadNotifications: number; readonly unseenNotifications: number };
  readonly notifications: {
    readonly asOf: string;
    readonly nodes: readonly Notice[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

export const feed = `subscription ($after: EventCursor) {
  viewerEvents(after: $after, kinds: [NOTIFICATION_CREATED, NOTIFICATIONS_READ, NOTIFICATIONS_SEEN, NOTIFICATIONS_ARCHIVED, NOTIFICATIONS_DELETED]) {
    __typename
    id
    occurredAt
    ... on NotificationCreated { unreadCount unseenCount notification { ...NoticeParts } }
    ... on NotificationsRead { unreadCount unseenCount notificationIds }
    ... on NotificationsSeen { unreadCount unseenCount notificationIds }
    ... on NotificationsArchived { unreadCount unseenCount notificationIds }
    ... on NotificationsDeleted { unreadCount unseenCount notificationIds }
  }
}
${parts}`;

interface Counted {
  readonly id: string;
  readonly occurredAt: string;
  readonly unreadCount: number;
  readonly unseenCount: number;
}

export type NoticeEvent =
  | (Counted & { readonly __typename: 'NotificationCreated'; readonly notification: Notice | null })
  | (Counted & {
      readonly __typename: 'NotificationsRead' | 'NotificationsSeen' | 'NotificationsArchived' | 'NotificationsDeleted';
      /** Null when they were chosen by a filter. */
      readonly notificationIds: readonly string[] | null;
    });

const onSome = (name: string) => `mutation ($ids: [ID!]!) { ${name}(input: { ids: $ids }) { userErrors { code } } }`;

export const markRead = onSome('markNotificationsRead');
export const archive = onSome('archiveNotifications');
export const remove = onSome('deleteNotifications');
export const markAllRead = 'mutation { markAllNotificationsRead(input: {}) { userErrors { code } } }';
export const markSeen = 'mutation { markNotificationsSeen(input: { filter: {} }) { userErrors { code } } }';
