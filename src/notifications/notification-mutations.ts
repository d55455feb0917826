import { z } from 'zod';
import type { Context } from '../context.js';
import type { builder } from '../schema/builder.js';
import { mutation, type Outcome } from '../schema/mutation.js';
import { type Changed, changeNotifications } from './change-notifications.js';
import { Notification } from './notification.js';
import { type Filter, NotificationFilter, whereOf } from './notification-filter.js';

type Types = typeof builder.$inferSchemaTypes;

const payload = (t: PothosSchemaTypes.ObjectFieldBuilder<Types, Outcome<Changed>>) => ({
  changedCount: t.int({
    nullable: true,
    description: 'How many were not so yet.',
    resolve: ({ answer }) => answer?.count ?? null,
  }),
  unreadCount: t.int({
    nullable: true,
    description: 'How many I have not read from there on.',
    resolve: ({ answer }) => answer?.unread ?? null,
  }),
  unseenCount: t.int({
    nullable: true,
    description: 'How many I have not seen from there on.',
    resolve: ({ answer }) => answer?.unseen ?? null,
  }),
});

const most = 100;
const rules = z
  .looseObject({
    ids: z.array(z.unknown()).max(most, `At most ${most} ids at once: use a filter for more.`).nullish(),
    filter: z.unknown().optional(),
  })
  .refine(({ ids, filter }) => (ids == null) !== (filter == null), {
    path: ['ids'],
    message: 'Give `ids` or `filter`, and not both.',
  });

const bulk = [
  {
    name: 'markNotificationsSeen',
    description: 'I have seen that these are there: the number on the bell goes down, they stay unread.',
  },
  { name: 'markNotificationsRead', description: 'I have read these.' },
  {
    name: 'archiveNotifications',
    description: 'Puts these away: they are read, and in the list for who asks for them alone.',
  },
  { name: 'deleteNotifications', description: 'Deletes these. It cannot be undone.' },
] as const;

for (const { name, description } of bulk)
  mutation(name, {
    description: `${description} One, many, or all that a filter finds; on all my devices at once.`,
    rules,
    input: (t) => ({
      ids: t.globalIDList({ for: Notification, description: `Just these: up to ${most}.` }),
      filter: t.field({ type: NotificationFilter, description: 'All of these. `{}` means all.' }),
    }),
    run: (context, { ids, filter }) => changeNotifications(context, name, meant(ids, filter)),
    payload,
  });

const meant = (ids: ReadonlyArray<{ id: string }> | null | undefined, filter: Filter | null | undefined) =>
  ids == null ? whereOf(filter) : { id: { in: ids.map(({ id }) => id) } };

mutation('markAllNotificationsRead', {
  description: 'I have read everything.',
  input: (t) => ({
    before: t.field({ type: 'DateTime', description: 'Everything older than this: what came since I looked stays.' }),
  }),
  run: (context: Context, { before }) => changeNotifications(context, 'markAllNotificationsRead', whereOf({ before })),
  payload,
});
