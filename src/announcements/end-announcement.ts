import { type Context, userOf } from '../context.js';
import { Fault, Refusal } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { announcementEnded } from './events.js';
import { toldOf } from './publish-announcement.js';

/** Takes it back, also before it has begun. */
export async function endAnnouncement(context: Context, id: string): Promise<{ announcementId: string }> {
  const me = userOf(context);
  return write(context, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM announcement WHERE id = ${id}::uuid FOR UPDATE`;
    const announcement = await tx.announcement.findUnique({ where: { id } });
    const { everyone = false, roles = [], propertyIds = [] } = announcement ?? {};
    // What goes to the platform is the platform's; the rest is of each property that it goes to. One that there is not
    // looks like one of somebody else's.
    if (announcement === null) authorize(me, 'endAnnouncement', { ownerIds: [] });
    else if (everyone || roles.length > 0) authorize(me, 'endAnnouncement', { ownerIds: [] });
    else for (const propertyId of propertyIds) authorize(me, 'endAnnouncement', { propertyId });
    if (announcement === null) throw new Fault('NOT_FOUND');
    if (announcement.endedAt !== null)
      throw new Refusal('INVALID_TRANSITION', { field: 'id', from: 'ENDED', allowed: [] });
    const now = new Date();
    await tx.announcement.update({
      where: { id },
      data: { endsAt: now, endedAt: now, startedAt: announcement.startedAt ?? now },
    });
    if (announcement.startedAt !== null) append(tx, announcementEnded(me, toldOf(announcement)));
    return { announcementId: id };
  });
}
