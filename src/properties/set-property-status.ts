import { changedAltogether } from '../bookings/changed-days.js';
import { actorOf, type Context } from '../context.js';
import type { PropertyStatus } from '../generated/prisma/enums.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { refuseOtherVersion } from '../schema/mutation.js';
import { write } from '../schema/write.js';
import { propertyStatusChanged } from './events.js';
import { lockProperty } from './lock-property.js';
import { refusePropertyTransition } from './states.js';

export interface StatusChange {
  propertyId: string;
  status: PropertyStatus;
  reason?: string | null | undefined;
  expectedVersion?: number | null | undefined;
}

export async function setPropertyStatus(context: Context, input: StatusChange): Promise<{ propertyId: string }> {
  const actor = actorOf(context);
  const { propertyId, status } = input;
  authorize(actor, 'setPropertyStatus', { propertyId });
  return write(context, async (tx) => {
    const current = await lockProperty(tx, propertyId, { status: true, version: true });
    refuseOtherVersion(input.expectedVersion, current.version);
    refusePropertyTransition(current.status, status);
    const { version } = await tx.property.update({
      where: { id: propertyId },
      data: { status, version: { increment: 1 } },
      select: { version: true },
    });
    const reason = input.reason || null;
    const offerings = await tx.offering.findMany({
      where: { propertyId, status: 'ACTIVE' },
      include: { property: true },
      orderBy: { id: 'asc' },
    });
    append(
      tx,
      propertyStatusChanged(actor, { propertyId, from: current.status, to: status, reason, version }),
      ...offerings.map(changedAltogether),
    );
    return { propertyId };
  });
}
