import { encodeGlobalID, resolveCursorConnection } from '@pothos/plugin-relay';
import { z } from 'zod';
import { userOf } from '../context.js';
import { Fault } from '../errors.js';
import { Prisma } from '../generated/prisma/client.js';
import type { NotificationType as Type } from '../generated/prisma/enums.js';
import { builder } from '../schema/builder.js';
import { outmostPage, ownPages } from '../schema/pages.js';
import { Notification, NotificationType } from './notification.js';

interface Group {
  type: Type;
  subjectType: string | null;
  subjectId: string | null;
  count: number;
  unread: number;
  latestId: string;
}

const NotificationGroup = builder.objectRef<Group>('NotificationGroup').implement({
  description: 'Notifications of one type about one thing, with how many there are.',
  fields: (t) => ({
    type: t.field({ type: NotificationType, description: 'What they are about.', resolve: ({ type }) => type }),
    subject: t.node({
      description: 'The thing. Null for those about nothing in particular, or when I may not see it any more.',
      id: ({ subjectType, subjectId }) =>
        subjectType === null || subjectId === null ? null : { type: subjectType, id: subjectId },
    }),
    subjectId: t.id({
      nullable: true,
      description: 'Its global id, also when I may not see it any more: for `filter: { subjectId }`.',
      resolve: ({ subjectType, subjectId }) =>
        subjectType === null || subjectId === null ? null : encodeGlobalID(subjectType, subjectId),
    }),
    count: t.exposeInt('count', { description: 'How many there are, without those that I put away.' }),
    unreadCount: t.exposeInt('unread', { description: 'How many of them I have not read.' }),
    latest: t.prismaField({
      type: Notification,
      nullable: true,
      description: 'The newest of them.',
      resolve: (query, { latestId }, _args, { app }) =>
        app.database.prisma.notification.findUnique({ ...query, where: { id: latestId } }),
    }),
  }),
});

builder.queryField('notificationGroups', (t) =>
  t.connection(
    {
      type: NotificationGroup,
      description: 'What I was told and have not put away, by type and subject: what came last is first.',
      extensions: ownPages('oldest'),
      args: { unread: t.arg.boolean({ description: 'True: groups with something unread alone.' }) },
      resolve: (_root, { unread, ...args }, context) => {
        const me = userOf(context);
        return resolveCursorConnection<Promise<Group[]>>(
          { args, maxSize: outmostPage, toCursor: ({ latestId }) => latestId },
          ({ before, after, limit, inverted }) => {
            const order = inverted ? Prisma.sql`ASC` : Prisma.sql`DESC`;
            const having = [Prisma.sql`true`];
            if (after !== undefined) having.push(Prisma.sql`max(id::text) < ${placeOf(after)}::text`);
            if (before !== undefined) having.push(Prisma.sql`max(id::text) > ${placeOf(before)}::text`);
            if (unread === true) having.push(Prisma.sql`count(*) FILTER (WHERE read_at IS NULL) > 0`);
            return context.app.database.prisma.$queryRaw<Group[]>`
              SELECT type::text AS type, subject_type AS "subjectType", subject_id::text AS "subjectId",
                count(*)::int AS count, (count(*) FILTER (WHERE read_at IS NULL))::int AS unread, max(id::text) AS "latestId"
              FROM notification
              WHERE user_id = ${me.id}::uuid AND shown AND deleted_at IS NULL AND archived_at IS NULL
              GROUP BY type, subject_type, subject_id HAVING ${Prisma.join(having, ' AND ')}
              ORDER BY max(id::text) ${order} LIMIT ${limit}`;
          },
        );
      },
    },
    { name: 'NotificationGroupConnection' },
    { name: 'NotificationGroupEdge' },
  ),
);

function placeOf(cursor: string): string {
  if (!z.guid().safeParse(cursor).success) throw new Fault('BAD_USER_INPUT', 'This is not a cursor that a list gave.');
  return cursor;
}
