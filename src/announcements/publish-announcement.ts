import { type Context, userOf } from '../context.js';
import { Fault, Refusal } from '../errors.js';
import type { Announcement } from '../generated/prisma/client.js';
import type { AnnouncementSeverity, PlatformRole } from '../generated/prisma/enums.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { announcementStarted } from './events.js';

export interface NewAnnouncement {
  title: string;
  body: string;
  severity: AnnouncementSeverity;
  everyone: boolean;
  roles: readonly PlatformRole[];
  propertyIds: readonly string[];
  exceptIds: readonly string[];
  startsAt: Date | null;
  endsAt: Date | null;
}

/** One row and one event, whoever many it is for. What begins later is told of when it does. */
export async function publishAnnouncement(
  context: Context,
  input: NewAnnouncement,
): Promise<{ announcementId: string }> {
  const { propertyIds, everyone, roles } = input;
  const toPlatform = everyone || roles.length > 0;
  if (toPlatform || propertyIds.length === 0) authorize(context.actor, 'publishAnnouncement');
  for (const propertyId of propertyIds) authorize(context.actor, 'publishAnnouncement', { propertyId });
  const me = userOf(context);
  const now = new Date();
  const startsAt = input.startsAt ?? now;
  if (!toPlatform && propertyIds.length === 0)
    throw new Refusal('INVALID_INPUT', { field: 'everyone', message: 'Say whom it is for.' });
  if (input.endsAt !== null && input.endsAt <= (startsAt > now ? startsAt : now))
    throw new Refusal('INVALID_INPUT', { field: 'endsAt', message: 'It would be over before it begins.' });
  const known = await context.app.database.prisma.property.count({ where: { id: { in: [...propertyIds] } } });
  if (known < new Set(propertyIds).size) throw new Fault('NOT_FOUND');
  return write(context, async (tx) => {
    const begun = startsAt <= now;
    const announcement = await tx.announcement.create({
      data: {
        ...input,
        roles: [...roles],
        propertyIds: [...propertyIds],
        exceptIds: [...input.exceptIds],
        startsAt,
        startedAt: begun ? now : null,
        createdById: me.id,
      },
    });
    if (begun) append(tx, announcementStarted(me, toldOf(announcement)));
    return { announcementId: announcement.id };
  });
}

export const toldOf = ({ id, everyone, roles, propertyIds, exceptIds }: Announcement) => ({
  announcementId: id,
  everyone,
  roles,
  propertyIds,
  exceptIds,
});
