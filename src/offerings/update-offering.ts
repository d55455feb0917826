import { changedAltogether } from '../bookings/changed-days.js';
import { actorOf, type Context } from '../context.js';
import { Fault, Refusal, Refusals } from '../errors.js';
import type { OfferingStatus } from '../generated/prisma/enums.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { differences } from '../schema/differences.js';
import { refuseOtherVersion } from '../schema/mutation.js';
import { write } from '../schema/write.js';
import type { OfferingFields } from './create-offering.js';
import { offeringUpdated } from './events.js';
import { planProblems } from './rules.js';

export interface OfferingChanges extends OfferingFields {
  name?: string | null | undefined;
  status?: OfferingStatus | null | undefined;
  priceAmount?: number | null | undefined;
}

/** What is booked stays as it was agreed. Nothing is written, and nobody told, when nothing is different. */
export async function updateOffering(
  context: Context,
  offeringId: string,
  changes: OfferingChanges,
  expectedVersion: number | null | undefined,
): Promise<{ offeringId: string }> {
  const actor = actorOf(context);
  return write(context, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM offering WHERE id = ${offeringId}::uuid FOR UPDATE`;
    const current = await tx.offering.findUnique({ where: { id: offeringId } });
    if (current === null) throw new Fault('NOT_FOUND');
    const { propertyId } = current;
    authorize(actor, 'updateOffering', { propertyId });
    refuseOtherVersion(expectedVersion, current.version);
    const different = differences(current, changes);
    if (Object.keys(different).length === 0) return { offeringId };
    const problems = planProblems({ ...current, ...different });
    if (problems.length > 0) throw new Refusals(problems.map((details) => new Refusal('INVALID_INPUT', details)));
    const updated = await tx.offering.update({
      where: { id: offeringId },
      data: { ...different, version: { increment: 1 } },
      include: { property: true },
    });
    append(
      tx,
      offeringUpdated(actor, { propertyId, offeringId, changes: Object.keys(different), version: updated.version }),
      changedAltogether(updated),
    );
    return { offeringId };
  });
}
