import { PlatformRole } from '../accounts/platform-role.js';
import { AnnouncementSeverity as Severities } from '../generated/prisma/enums.js';
import { Property } from '../properties/property.js';
import { builder } from '../schema/builder.js';
import { visibleAnnouncements } from './audience.js';

export const AnnouncementSeverity = builder.enumType('AnnouncementSeverity', {
  description: 'How loud an announcement is.',
  values: {
    [Severities.INFO]: { description: 'Good to know.' },
    [Severities.WARNING]: { description: 'Something to reckon with.' },
    [Severities.CRITICAL]: { description: 'Everybody has to know.' },
  },
});

const AnnouncementStatus = builder.enumType('AnnouncementStatus', {
  description: 'Whether its time has come.',
  values: {
    SCHEDULED: { description: 'It begins later.' },
    RUNNING: { description: 'It is shown.' },
    ENDED: { description: 'It is over.' },
  } as const,
});

export const Announcement = builder.prismaNode('Announcement', {
  id: { field: 'id', description: 'The global id.' },
  description: 'Something that is told to many at once.',
  nullable: true,
  findUnique: (id, { actor }) => ({ id, AND: [visibleAnnouncements(actor)] }),
  fields: (t) => ({
    title: t.exposeString('title', { description: 'One line.' }),
    body: t.exposeString('body', { description: 'What else there is to say. Plain text.' }),
    severity: t.expose('severity', { type: AnnouncementSeverity, description: 'How loud it is.' }),
    startsAt: t.expose('startsAt', { type: 'DateTime', description: 'From when it is shown.' }),
    endsAt: t.expose('endsAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Until when. Null: until it is ended.',
    }),
    status: t.field({
      type: AnnouncementStatus,
      description: 'Whether its time has come.',
      select: { startsAt: true, endsAt: true },
      resolve({ startsAt, endsAt }) {
        const now = new Date();
        if (endsAt !== null && endsAt <= now) return 'ENDED';
        return startsAt > now ? 'SCHEDULED' : 'RUNNING';
      },
    }),
    everyone: t.exposeBoolean('everyone', { description: 'Whether it is for everybody who is signed in.' }),
    roles: t.expose('roles', { type: [PlatformRole], description: 'For those who have one of these roles.' }),
    propertyIds: t.globalIDList({
      description: 'For those who work at one of these properties: their global ids.',
      resolve: ({ propertyIds }) => propertyIds.map((id) => ({ type: Property, id })),
    }),
    viewerDismissed: t.boolean({
      description: 'Whether I do not want to see it any more.',
      select: (_args, { actor }) => ({
        dismissals: { where: { userId: actor?.kind === 'user' ? actor.id : noUser }, take: 1 },
      }),
      resolve: ({ dismissals }) => dismissals.length > 0,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was written.' }),
  }),
});

const noUser = '00000000-0000-0000-0000-000000000000';
