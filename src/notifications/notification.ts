import { User } from '../accounts/user.js';
import { Viewer } from '../accounts/viewer.js';
import type { Actor } from '../actor.js';
import type { Prisma } from '../generated/prisma/client.js';
import {
  NotificationChannel as Channels,
  NotificationPriority as Priorities,
  NotificationType as Types,
} from '../generated/prisma/enums.js';
import { builder } from '../schema/builder.js';
import { somebody, worded } from './catalog/catalog.js';
import type { Values } from './catalog/text.js';
import { shownTo } from './shown-to.js';

export const NotificationType = builder.enumType('NotificationType', {
  description: 'What a notification is about.',
  values: {
    [Types.BOOKING]: { description: 'A stay or an appointment.' },
    [Types.TOUR]: { description: 'Seats of a departure.' },
    [Types.PAYMENT]: { description: 'Money.' },
    [Types.ORDER]: { description: 'Room service and extras.' },
    [Types.MESSAGE]: { description: 'A conversation.' },
    [Types.PROVIDER]: { description: 'Guides, drivers, stylists and their time.' },
    [Types.PROPERTY]: { description: 'A property and who works there.' },
    [Types.ALERT]: { description: 'Something needs looking after.' },
    [Types.METRIC]: { description: 'A number of a dashboard.' },
    [Types.ACTIVITY]: { description: 'Something that somebody did.' },
    [Types.SYSTEM]: { description: 'My account, or Frontdesk itself.' },
    [Types.PROMOTION]: { description: 'An offer.' },
  },
});

export const NotificationPriority = builder.enumType('NotificationPriority', {
  description: 'How much a notification matters.',
  values: {
    [Priorities.LOW]: { description: 'Good to know. Forgotten after 14 days.' },
    [Priorities.MEDIUM]: { description: 'The usual. Forgotten after 30 days.' },
    [Priorities.HIGH]: { description: 'Something to act on. Forgotten after 90 days.' },
    [Priorities.CRITICAL]: {
      description:
        'It goes out through quiet hours and mutes too, unless I took that back by `criticalOverrides`. Forgotten after a year.',
    },
  },
});

export const NotificationChannel = builder.enumType('NotificationChannel', {
  description: 'How somebody is reached.',
  values: {
    [Channels.IN_APP]: { description: 'In the list and the feed.' },
    [Channels.EMAIL]: { description: 'By mail.' },
    [Channels.WEB_PUSH]: { description: 'By the browser, also when it is closed.' },
    [Channels.TELEGRAM]: { description: 'By the Telegram bot, for who has linked a chat.' },
  },
});

/** What the words of a notification are made of: they belong to one person, and are in that person's language. */
const forWords = {
  text: true,
  values: true,
  actor: { select: { name: true } },
  user: { select: { settings: { select: { locale: true } } } },
} as const satisfies Prisma.NotificationSelect;

function wordsOf({ text, values, actor, user }: Prisma.NotificationGetPayload<{ select: typeof forWords }>) {
  const locale = user.settings?.locale;
  // What was written by `writeNotices` is of this type.
  return worded(text, { actor: actor?.name ?? somebody(locale), ...(values as Values) }, locale);
}

/** One's own, and those alone that are shown in the app. */
export const ownNotifications = (actor: Actor | null): Prisma.NotificationWhereInput =>
  actor?.kind === 'user' ? shownTo(actor.id) : { id: { in: [] } };

export const Notification = builder.prismaNode('Notification', {
  id: { field: 'id', description: 'The global id.' },
  description: 'Something that I was told. Nobody else sees it.',
  nullable: true,
  findUnique: (id, { actor }) => ({ id, AND: [ownNotifications(actor)] }),
  fields: (t) => ({
    type: t.expose('type', { type: NotificationType, description: 'What it is about.' }),
    priority: t.expose('priority', { type: NotificationPriority, description: 'How much it matters.' }),
    title: t.string({
      description: 'One line, in the language of my settings (English or Korean).',
      select: forWords,
      resolve: (row) => wordsOf(row).title,
    }),
    body: t.string({
      description: 'What else there is to say. Plain text, in the language of my settings.',
      select: forWords,
      resolve: (row) => wordsOf(row).body,
    }),
    text: t.exposeString('text', {
      description: 'The name of the text, for programs: `booking.confirmed`.',
    }),
    subject: t.node({
      description: 'What to click through to. Null when there is nothing, or I may not see it any more.',
      id: ({ subjectType, subjectId }) =>
        subjectType === null || subjectId === null ? null : { type: subjectType, id: subjectId },
    }),
    actor: t.relation('actor', {
      type: User,
      nullable: true,
      description: 'Who did it. Null for programs and for Frontdesk itself.',
    }),
    overrodeQuiet: t.exposeBoolean('overrodeQuiet', {
      description: 'Whether it went out through my quiet hours or my mute, because it was critical.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When I was told.' }),
    seenAt: t.expose('seenAt', { type: 'DateTime', nullable: true, description: 'When I saw that it is there.' }),
    readAt: t.expose('readAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When I read it. Null: it is unread.',
    }),
    archivedAt: t.expose('archivedAt', { type: 'DateTime', nullable: true, description: 'When I put it away.' }),
  }),
});

builder.prismaObjectFields(Viewer, (t) => ({
  unreadNotifications: t.int({
    description: 'How many notifications I have not read. From there on each event of `viewerEvents` tells it exactly.',
    select: { notificationCounts: true },
    resolve: ({ notificationCounts }) => notificationCounts?.unread ?? 0,
  }),
  unseenNotifications: t.int({
    description: 'How many of them I have not seen to be there: the number on the bell.',
    select: { notificationCounts: true },
    resolve: ({ notificationCounts }) => notificationCounts?.unseen ?? 0,
  }),
}));
