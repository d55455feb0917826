import { z } from 'zod';
import { PlatformRole } from '../accounts/platform-role.js';
import { User } from '../accounts/user.js';
import { Property } from '../properties/property.js';
import type { builder } from '../schema/builder.js';
import { mutation, type Outcome } from '../schema/mutation.js';
import { Announcement, AnnouncementSeverity } from './announcement.js';
import { dismissAnnouncement } from './dismiss-announcement.js';
import { endAnnouncement } from './end-announcement.js';
import { publishAnnouncement } from './publish-announcement.js';

type Types = typeof builder.$inferSchemaTypes;

const payload = (t: PothosSchemaTypes.ObjectFieldBuilder<Types, Outcome<{ announcementId: string }>>) => ({
  announcement: t.prismaField({
    type: Announcement,
    nullable: true,
    description: 'The announcement as it is now.',
    resolve: (query, { answer }, _args, { app }) =>
      answer && app.database.prisma.announcement.findUnique({ ...query, where: { id: answer.announcementId } }),
  }),
});

const most = 100;
const atMost = (what: string) => z.array(z.unknown()).max(most, `At most ${most} ${what} at once.`).nullish();

mutation('publishAnnouncement', {
  description:
    'Announces something: to everybody, to roles (administrators), or to those who work at properties (their managers, too). From `startsAt` to `endsAt`.',
  idempotent: true,
  rules: z.looseObject({
    title: z.string().trim().min(1, 'A title has 1 to 200 characters.').max(200, 'A title has 1 to 200 characters.'),
    body: z.string().trim().max(5_000, 'Up to 5,000 characters.').nullish(),
    propertyIds: atMost('properties'),
    exceptUserIds: atMost('people'),
  }),
  input: (t) => ({
    title: t.string({ required: true, description: 'One line: 1 to 200 characters.' }),
    body: t.string({ description: 'What else there is to say: plain text, up to 5,000 characters.' }),
    severity: t.field({ type: AnnouncementSeverity, description: 'How loud. INFO unless it is said.' }),
    everyone: t.boolean({ description: 'True: to everybody who is signed in.' }),
    roles: t.field({ type: [PlatformRole], description: 'To those who have one of these roles on the platform.' }),
    propertyIds: t.globalIDList({ for: Property, description: `To those who work there: up to ${most}.` }),
    exceptUserIds: t.globalIDList({ for: User, description: `But not to these people: up to ${most}.` }),
    startsAt: t.field({ type: 'DateTime', description: 'From when. At once, when it is left out.' }),
    endsAt: t.field({ type: 'DateTime', description: 'Until when. Until it is ended, when it is left out.' }),
  }),
  run: (context, input) =>
    publishAnnouncement(context, {
      title: input.title,
      body: input.body ?? '',
      severity: input.severity ?? 'INFO',
      everyone: input.everyone === true,
      roles: input.roles ?? [],
      propertyIds: (input.propertyIds ?? []).map(({ id }) => id),
      exceptIds: (input.exceptUserIds ?? []).map(({ id }) => id),
      startsAt: input.startsAt ?? null,
      endsAt: input.endsAt ?? null,
    }),
  payload,
});

mutation('endAnnouncement', {
  description: 'Takes an announcement back: it is not shown any more.',
  idempotent: true,
  input: (t) => ({ id: t.globalID({ for: Announcement, required: true, description: 'Which one.' }) }),
  run: (context, { id }) => endAnnouncement(context, id.id),
  payload,
});

mutation('dismissAnnouncement', {
  description: 'I have read an announcement and do not want to see it any more.',
  input: (t) => ({ id: t.globalID({ for: Announcement, required: true, description: 'Which one.' }) }),
  run: (context, { id }) => dismissAnnouncement(context, id.id),
  payload,
});
