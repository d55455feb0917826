import { releaseUnits } from '../bookings/allocations.js';
import { changedDays } from '../bookings/changed-days.js';
import { actorOf, type Context } from '../context.js';
import { Fault } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { blockRemoved } from './events.js';

/** One that was removed before stays so, and nobody is told again. */
export async function removeBlock(context: Context, blockId: string): Promise<{ blockId: string }> {
  const actor = actorOf(context);
  const block = await context.app.database.prisma.block.findUnique({
    where: { id: blockId },
    include: { unit: { include: { offering: { include: { property: true } } } } },
  });
  if (block === null) throw new Fault('NOT_FOUND');
  const { propertyId, unitId } = block;
  const { offering } = block.unit;
  authorize(actor, 'removeBlock', { propertyId });
  return write(context, async (tx) => {
    const freed = await releaseUnits(tx, { blockId });
    if (freed === null) return { blockId };
    await tx.block.update({ where: { id: blockId }, data: { removedAt: new Date() } });
    append(
      tx,
      blockRemoved(actor, { propertyId, offeringId: offering.id, unitId, blockId }),
      changedDays(offering, freed),
    );
    return { blockId };
  });
}
