import { changedAltogether } from '../bookings/changed-days.js';
import { actorOf, type Context } from '../context.js';
import { isUniqueViolation, type Transaction } from '../database/transaction.js';
import { Fault, Refusal } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { unitsAdded } from './events.js';

export interface NewUnits {
  names?: string[] | null | undefined;
  /** So many that are called by their number. */
  count?: number | null | undefined;
}

const mostUnits = 2_000;

export async function addUnits(
  context: Context,
  offeringId: string,
  input: NewUnits,
): Promise<{ offeringId: string; unitIds: string[] }> {
  const actor = actorOf(context);
  const offering = await context.app.database.prisma.offering.findUnique({
    where: { id: offeringId },
    include: { property: true },
  });
  if (offering === null) throw new Fault('NOT_FOUND');
  const { propertyId } = offering;
  authorize(actor, 'addUnits', { propertyId });
  if ((input.names == null) === (input.count == null))
    throw new Refusal('INVALID_INPUT', { field: 'names', message: 'Give either `names` or `count`.' });
  return write(context, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM offering WHERE id = ${offeringId}::uuid FOR UPDATE`;
    const unitIds = await insertUnits(tx, offering, input);
    append(tx, unitsAdded(actor, { propertyId, offeringId, unitIds }), changedAltogether(offering));
    return { offeringId, unitIds };
  }).catch((error: unknown) => {
    throw isUniqueViolation(error) ? new Refusal('NAME_TAKEN', { field: 'names' }) : error;
  });
}

/** Behind those that there are. Answers their ids. */
export async function insertUnits(
  tx: Transaction,
  offering: { id: string; propertyId: string },
  { names, count }: NewUnits,
): Promise<string[]> {
  const { _max, _count } = await tx.unit.aggregate({
    where: { offeringId: offering.id },
    _max: { position: true },
    _count: true,
  });
  const first = (_max.position ?? 0) + 1;
  const wanted = names ?? Array.from({ length: count ?? 0 }, (_, index) => String(first + index));
  if (_count + wanted.length > mostUnits)
    throw new Refusal('INVALID_INPUT', { message: `An offering has ${mostUnits} units at most.` });
  const units = await tx.unit.createManyAndReturn({
    data: wanted.map((name, index) => ({
      offeringId: offering.id,
      propertyId: offering.propertyId,
      name,
      position: first + index,
    })),
    select: { id: true },
  });
  return units.map(({ id }) => id);
}
