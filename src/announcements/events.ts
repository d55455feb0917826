import { z } from 'zod';
import { PlatformRole } from '../generated/prisma/enums.js';
import { defineEvent } from '../realtime/event.js';
import { streamOf } from '../realtime/streams.js';

/** Whom it is for travels with the event, so that each reader's feed knows without asking. */
const payload = z.object({
  announcementId: z.uuid(),
  everyone: z.boolean(),
  roles: z.array(z.enum(PlatformRole)),
  propertyIds: z.array(z.uuid()),
  exceptIds: z.array(z.uuid()),
});
const streams = () => [streamOf.announcements];

export const announcementStarted = defineEvent({
  type: 'AnnouncementStarted',
  description: 'Something is announced to me, and to others.',
  payload,
  streams,
});

export const announcementEnded = defineEvent({
  type: 'AnnouncementEnded',
  description: 'An announcement is over: its time was up, or it was taken back.',
  payload,
  streams,
});

export const announcementDismissed = defineEvent({
  type: 'AnnouncementDismissed',
  audited: false,
  description: 'I have put an announcement away, on whichever device.',
  payload: z.object({ userId: z.uuid(), announcementId: z.uuid() }),
  streams: ({ userId }) => [streamOf.user(userId)],
});
