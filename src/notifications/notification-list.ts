import { userOf } from '../context.js';
import { streamOf } from '../realtime/streams.js';
import { asOf, asOfDescription } from '../schema/as-of.js';
import { builder } from '../schema/builder.js';
import { Notification, ownNotifications } from './notification.js';
import { NotificationFilter, whereOf } from './notification-filter.js';

builder.queryField('notifications', (t) =>
  t.prismaConnection(
    {
      type: Notification,
      cursor: 'id',
      description: 'What I was told, the newest first. Also what I put away, unless the filter says otherwise.',
      args: { filter: t.arg({ type: NotificationFilter, description: 'Which ones.' }) },
      totalCount: (_root, { filter }, { actor, app }) =>
        app.database.prisma.notification.count({ where: { ...ownNotifications(actor), ...whereOf(filter) } }),
      resolve: async (query, _root, { filter }, context) => {
        await asOf(context, streamOf.user(userOf(context).id));
        return context.app.database.prisma.notification.findMany({
          ...query,
          where: { ...ownNotifications(context.actor), ...whereOf(filter) },
          orderBy: { id: 'desc' },
        });
      },
    },
    {
      name: 'NotificationConnection',
      fields: (c) => ({
        asOf: c.field({
          type: 'EventCursor',
          description: `${asOfDescription} The feed is \`viewerEvents\`.`,
          resolve: (_page, _args, context) => asOf(context, streamOf.user(userOf(context).id)),
        }),
      }),
    },
    { name: 'NotificationEdge' },
  ),
);
