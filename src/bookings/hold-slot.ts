import { actorOf, type Context } from '../context.js';
import type { Transaction } from '../database/transaction.js';
import { Fault, Refusal } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { tellOthersOf } from '../providers/affected-offerings.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { refuseNotBookable } from './bookable.js';
import { changedDays } from './changed-days.js';
import { holdPlaced } from './events.js';
import { bookableFields } from './offering-fields.js';
import { slotOf } from './slot.js';
import { elseAlternatives, refuseTaken, winSlot } from './win-slot.js';

export interface SlotChoice {
  offeringId: string;
  from: string;
  to?: string | null | undefined;
  quantity: number;
}

/** Nobody takes everything away from everybody else. */
const mostHolds = 3;

export async function holdSlot(context: Context, input: SlotChoice): Promise<{ holdId: string }> {
  const actor = actorOf(context);
  const { app } = context;
  const { offeringId, quantity } = input;
  const offering = await app.database.prisma.offering.findUnique({ where: { id: offeringId }, ...bookableFields });
  if (offering === null) throw new Fault('NOT_FOUND');
  const { propertyId, property } = offering;
  authorize(actor, 'holdSlot', { propertyId });
  const slot = slotOf(offering, input.from, input.to);
  refuseNotBookable(actor, offering, slot);
  const wanted = { offering, slot, quantity };
  return elseAlternatives(app, wanted, async () => {
    await refuseTaken(context, wanted);
    return write(context, async (tx) => {
      await refuseMoreHolds(tx, actor.key);
      const { from, to, startsAt, endsAt } = slot;
      const userId = actor.kind === 'user' ? actor.id : null;
      const [row] = await tx.$queryRaw<Array<{ id: string }>>`
        INSERT INTO hold (id, property_id, offering_id, holder, user_id, "from", "to", starts_at, ends_at, quantity, expires_at)
        VALUES (gen_random_uuid(), ${propertyId}::uuid, ${offeringId}::uuid, ${actor.key}, ${userId}::uuid, ${from}, ${to},
          ${startsAt}, ${endsAt}, ${quantity}, now() + make_interval(mins => ${property.settings?.holdMinutes ?? 5}::int))
        RETURNING id::text AS id`;
      const holdId = row?.id ?? '';
      await tellOthersOf(tx, offering, slot);
      await winSlot(tx, wanted, { holdId });
      append(tx, holdPlaced(actor, { propertyId, offeringId, holdId, userId }), changedDays(offering, slot.occupied));
      return { holdId };
    });
  });
}

/** Counts under a lock of theirs: two at once do not see one another. Throws TOO_MANY_HOLDS. */
async function refuseMoreHolds(tx: Transaction, holder: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${holder}, 4211910))`;
  const [row] = await tx.$queryRaw<Array<{ count: number }>>`
    SELECT count(*)::int AS count FROM hold WHERE holder = ${holder} AND status = 'ACTIVE' AND expires_at > now()`;
  if ((row?.count ?? 0) >= mostHolds) throw new Refusal('TOO_MANY_HOLDS');
}
