import { actorOf, type Context } from '../context.js';
import { Fault } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { tellOthersOf } from '../providers/affected-offerings.js';
import { keepAway } from '../providers/provider-time.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { releaseUnits } from './allocations.js';
import { changedDays } from './changed-days.js';
import { holdEnded } from './events.js';

/** One that is over stays so, and nobody is told again. */
export async function releaseHold(context: Context, holdId: string): Promise<{ holdId: string }> {
  const actor = actorOf(context);
  const hold = await context.app.database.prisma.hold.findUnique({
    where: { id: holdId },
    include: { offering: { include: { property: true } } },
  });
  if (hold === null) throw new Fault('NOT_FOUND');
  const { propertyId, offering, userId } = hold;
  authorize(actor, 'releaseHold', { propertyId, ownerIds: userId === null ? [] : [userId] });
  return write(context, async (tx) => {
    if (hold.status !== 'ACTIVE') return { holdId };
    // The hold first, as whoever sweeps it and whoever books it: nobody waits in a circle.
    const ended = await tx.hold.updateMany({ where: { id: holdId, status: 'ACTIVE' }, data: { status: 'RELEASED' } });
    const freed = ended.count === 0 ? null : await releaseUnits(tx, { holdId });
    if (freed === null) return { holdId };
    await keepAway(tx, freed.providerIds);
    await tellOthersOf(tx, offering, hold);
    append(
      tx,
      holdEnded(actor, { propertyId, offeringId: offering.id, holdId, userId, outcome: 'RELEASED' }),
      changedDays(offering, freed),
    );
    return { holdId };
  });
}
