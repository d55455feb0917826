import { encodeGlobalID } from '@pothos/plugin-relay';
import { viewerFeed } from '../accounts/feeds.js';
import { type EventFieldBuilder, eventType } from '../schema/event.js';
import * as events from './events.js';
import { Notification, ownNotifications } from './notification.js';

const mine = [viewerFeed];

function counts<Payload extends { unread: number; unseen: number }>(t: EventFieldBuilder<Payload>) {
  return {
    unreadCount: t.int({
      description: 'How many notifications I have not read from there on: exact.',
      resolve: ({ event }) => event.payload.unread,
    }),
    unseenCount: t.int({
      description: 'How many I have not seen from there on: exact.',
      resolve: ({ event }) => event.payload.unseen,
    }),
  };
}

eventType(events.notificationCreated, mine, (t) => ({
  notification: t.prismaField({
    type: Notification,
    nullable: true,
    description: 'What I am told, as it is now. Null once I have deleted it.',
    resolve: (query, { event }, _args, { app, actor }) =>
      app.database.prisma.notification.findUnique({
        ...query,
        where: { id: event.payload.notificationId, AND: [ownNotifications(actor)] },
      }),
  }),
  ...counts(t),
}));

for (const event of [
  events.notificationsSeen,
  events.notificationsRead,
  events.notificationsArchived,
  events.notificationsDeleted,
])
  eventType(event, mine, (t) => ({
    notificationIds: t.idList({
      nullable: true,
      description: `Their global ids. Null when they are more than ${events.mostNamed}: read the list anew.`,
      resolve: ({ event: { payload } }) => payload.ids?.map((id) => encodeGlobalID('Notification', id)) ?? null,
    }),
    ...counts(t),
  }));

eventType(events.notificationPreferencesUpdated, mine, (t) => ({
  version: t.int({
    description: 'The version of my preferences from there on.',
    resolve: ({ event }) => event.payload.version,
  }),
}));
