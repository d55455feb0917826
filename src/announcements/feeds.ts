import { viewerFeed } from '../accounts/feeds.js';
import { userOf } from '../context.js';
import { streamOf } from '../realtime/streams.js';
import { defineFeed, type EventFieldBuilder, eventType } from '../schema/event.js';
import { feedField } from '../schema/feed.js';
import { Announcement } from './announcement.js';
import { type Audience, isMeant, visibleAnnouncements } from './audience.js';
import { announcementDismissed, announcementEnded, announcementStarted } from './events.js';

export const announcementFeed = defineFeed(
  'announcementEvents',
  'AnnouncementEvent',
  'What is announced to many, as far as it is for me.',
);

feedField(announcementFeed, {
  description: 'Announcements as they begin and end: those for everybody, for my role, and for where I work.',
  open: (_args, context) => {
    userOf(context);
    return {
      stream: streamOf.announcements,
      // With the rights of the moment: they are renewed while the feed runs.
      shows:
        () =>
        ({ payload }) =>
          isMeant(context.actor, payload as Audience),
    };
  },
});

const announcement = <Payload extends { announcementId: string }>(t: EventFieldBuilder<Payload>) =>
  t.prismaField({
    type: Announcement,
    nullable: true,
    description: 'The announcement as it is now.',
    resolve: (query, { event }, _args, { app }) =>
      app.database.prisma.announcement.findUnique({ ...query, where: { id: event.payload.announcementId } }),
  });

eventType(announcementStarted, [announcementFeed], (t) => ({ announcement: announcement(t) }));
eventType(announcementEnded, [announcementFeed], (t) => ({ announcement: announcement(t) }));

eventType(announcementDismissed, [viewerFeed], (t) => ({
  announcement: t.prismaField({
    type: Announcement,
    nullable: true,
    description: 'The announcement as it is now. Null once it is not for me any more.',
    // Whoever reads this later may have lost the role or the work that it was for.
    resolve: (query, { event }, _args, { app, actor }) =>
      app.database.prisma.announcement.findUnique({
        ...query,
        where: { id: event.payload.announcementId, AND: [visibleAnnouncements(actor)] },
      }),
  }),
}));
