import { takeUnits } from '../bookings/allocations.js';
import { changedDays } from '../bookings/changed-days.js';
import { lockOffering } from '../bookings/lock-offering.js';
import { occupiedBetween } from '../bookings/slot.js';
import { actorOf, type Context } from '../context.js';
import { Fault, Refusal } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { blockCreated } from './events.js';

export interface NewBlock {
  unitId: string;
  from: string;
  to: string;
  reason?: string | null | undefined;
}

/** Refused while anybody has the unit in that time: whoever wants it has to move them first. */
export async function createBlock(context: Context, input: NewBlock): Promise<{ blockId: string }> {
  const actor = actorOf(context);
  const { unitId, from, to } = input;
  const unit = await context.app.database.prisma.unit.findUnique({
    where: { id: unitId },
    select: { offering: { include: { property: { include: { settings: true } } } } },
  });
  if (unit === null) throw new Fault('NOT_FOUND');
  const { offering } = unit;
  const { id: offeringId, propertyId } = offering;
  authorize(actor, 'createBlock', { propertyId });
  const occupied = occupiedBetween(offering, from, to);
  return write(context, async (tx) => {
    await lockOffering(tx, offering);
    const { id: blockId } = await tx.block.create({
      data: {
        propertyId,
        unitId,
        from,
        to,
        reason: input.reason ?? '',
        createdById: actor.kind === 'user' ? actor.id : null,
      },
      select: { id: true },
    });
    if ((await takeUnits(tx, { offeringId, unitId, quantity: 1, occupied }, { blockId })) < 1)
      throw new Refusal('SLOT_UNAVAILABLE', {
        field: 'from',
        message: 'Somebody has this unit then: move them first.',
      });
    append(tx, blockCreated(actor, { propertyId, offeringId, unitId, blockId }), changedDays(offering, occupied));
    return { blockId };
  });
}
