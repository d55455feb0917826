import { z } from 'zod';
import { defineEvent } from '../realtime/event.js';
import { streamOf } from '../realtime/streams.js';

const ofUser = ({ userId }: { userId: string }) => [streamOf.user(userId)];
/** Exact at its place in the stream. */
const counts = { userId: z.uuid(), unread: z.int(), unseen: z.int() };

export const notificationCreated = defineEvent({
  type: 'NotificationCreated',
  audited: false,
  description: 'I am told something.',
  payload: z.object({ ...counts, notificationId: z.uuid() }),
  streams: ofUser,
});

/** Many at once are not named. */
export const mostNamed = 100;
const some = z.object({ ...counts, ids: z.array(z.uuid()).max(mostNamed).nullable() });

export const notificationsSeen = defineEvent({
  type: 'NotificationsSeen',
  audited: false,
  description: 'I have seen that there are notifications, on whichever device.',
  payload: some,
  streams: ofUser,
});

export const notificationsRead = defineEvent({
  type: 'NotificationsRead',
  audited: false,
  description: 'I have read notifications, on whichever device.',
  payload: some,
  streams: ofUser,
});

export const notificationsArchived = defineEvent({
  type: 'NotificationsArchived',
  audited: false,
  description: 'I have put notifications away, on whichever device.',
  payload: some,
  streams: ofUser,
});

export const notificationsDeleted = defineEvent({
  type: 'NotificationsDeleted',
  audited: false,
  description: 'Notifications of mine are gone: I deleted them, or they were too old.',
  payload: some,
  streams: ofUser,
});

export const notificationPreferencesUpdated = defineEvent({
  type: 'NotificationPreferencesUpdated',
  audited: false,
  description: 'I want to be told otherwise from here on.',
  payload: z.object({ userId: z.uuid(), version: z.int() }),
  streams: ofUser,
});
