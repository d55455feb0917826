import type { Context } from '../context.js';
import { userOf } from '../context.js';
import type { Prisma } from '../generated/prisma/client.js';
import { streamOf } from '../realtime/streams.js';
import { asOf, asOfDescription } from '../schema/as-of.js';
import { builder } from '../schema/builder.js';
import { Announcement } from './announcement.js';
import { announcementsFor, announcementsManagedBy, isRunning } from './audience.js';

builder.queryField('announcements', (t) =>
  t.prismaConnection(
    {
      type: Announcement,
      cursor: 'id',
      description: 'What is announced to me now, the newest first.',
      args: {
        managed: t.arg.boolean({
          description:
            'True: those that I may publish and end instead, also those that begin later or are over. For managers and administrators.',
        }),
        dismissed: t.arg.boolean({ description: 'True: those that I dismissed alone. False: the others alone.' }),
      },
      totalCount: (_root, args, { actor, app }) =>
        app.database.prisma.announcement.count({ where: wanted(actor, args) }),
      resolve: async (query, _root, args, context) => {
        userOf(context);
        await asOf(context, streamOf.announcements);
        return context.app.database.prisma.announcement.findMany({
          ...query,
          where: wanted(context.actor, args),
          orderBy: { id: 'desc' },
        });
      },
    },
    {
      name: 'AnnouncementConnection',
      fields: (c) => ({
        asOf: c.field({
          type: 'EventCursor',
          description: `${asOfDescription} The feed is \`announcementEvents\`.`,
          resolve: (_page, _args, context) => asOf(context, streamOf.announcements),
        }),
      }),
    },
    { name: 'AnnouncementEdge' },
  ),
);

function wanted(
  actor: Context['actor'],
  { managed, dismissed }: { managed?: boolean | null | undefined; dismissed?: boolean | null | undefined },
): Prisma.AnnouncementWhereInput {
  const all: Prisma.AnnouncementWhereInput[] = [
    managed === true ? announcementsManagedBy(actor) : { AND: [announcementsFor(actor), isRunning(new Date())] },
  ];
  if (dismissed != null && actor?.kind === 'user')
    all.push({ dismissals: dismissed ? { some: { userId: actor.id } } : { none: { userId: actor.id } } });
  return { AND: all };
}
