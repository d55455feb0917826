import { type Context, userOf } from '../context.js';
import { Fault } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { announcementsFor } from './audience.js';
import { announcementDismissed } from './events.js';

/** The only row that a reader costs, and only for who does this. A second time does nothing. */
export async function dismissAnnouncement(context: Context, id: string): Promise<{ announcementId: string }> {
  authorize(context.actor, 'dismissAnnouncement');
  const me = userOf(context);
  return write(context, async (tx) => {
    const announcement = await tx.announcement.findUnique({ where: { id, AND: [announcementsFor(me)] } });
    if (announcement === null) throw new Fault('NOT_FOUND');
    const { count } = await tx.dismissal.createMany({
      data: [{ announcementId: id, userId: me.id }],
      skipDuplicates: true,
    });
    if (count > 0) append(tx, announcementDismissed(me, { userId: me.id, announcementId: id }));
    return { announcementId: id };
  });
}
