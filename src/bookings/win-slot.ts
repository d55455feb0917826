import type { App } from '../app.js';
import type { Context } from '../context.js';
import type { Transaction } from '../database/transaction.js';
import { Refusal } from '../errors.js';
import { takeProvider } from '../providers/provider-time.js';
import { wasAnswered } from '../schema/idempotency.js';
import { type Holder, takeUnits } from './allocations.js';
import { alternativesTo } from './alternatives.js';
import { freePlaces } from './free-places.js';
import { lockOffering } from './lock-offering.js';
import type { BookableRow } from './offering-fields.js';
import type { Slot } from './slot.js';

export interface SlotWanted {
  readonly offering: BookableRow;
  readonly slot: Slot;
  readonly quantity: number;
  /** The units that are taken first, if they are free; and who, where somebody’s time is needed. */
  readonly preferred?: readonly string[];
  readonly preferredProviderId?: string | null;
}

/** Leaves the transaction: somebody else has it. */
class SlotTaken extends Error {
  override readonly name = 'SlotTaken';
}

/**
 * Takes the units of a slot, also those that are held no longer, and the time of somebody where it needs that. Answers
 * whose. Throws `SlotTaken`, which `elseAlternatives` answers.
 */
export async function winSlot(tx: Transaction, wanted: SlotWanted, holder: Holder): Promise<string | null> {
  const { offering, slot, quantity, preferred = [] } = wanted;
  await lockOffering(tx, offering);
  const won = await takeUnits(tx, { offeringId: offering.id, quantity, preferred, occupied: slot.occupied }, holder);
  if (won < quantity) throw new SlotTaken();
  const { providerKind: kind, propertyId } = offering;
  if (kind === null) return null;
  const occupied = { from: slot.startsAt, to: slot.endsAt };
  const providerId = await takeProvider(
    tx,
    { propertyId, kind, preferred: wanted.preferredProviderId ?? null, occupied },
    holder,
  );
  if (providerId === null) throw new SlotTaken();
  return providerId;
}

/** Turns a lost slot into a refusal with what is free instead, read once the transaction is over. */
export async function elseAlternatives<T>(
  app: Pick<App, 'database'>,
  { offering, slot, quantity }: SlotWanted,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SlotTaken)) throw error;
    throw new Refusal('SLOT_UNAVAILABLE', {
      field: 'from',
      alternatives: await alternativesTo(app, offering, slot, quantity),
    });
  }
}

/**
 * Most of those who come too late learn it here, without a transaction or a lock. Throws `SlotTaken`, unless this very
 * request was answered before: its answer stands, whatever has become of the slot.
 */
export async function refuseTaken({ app, claim }: Context, wanted: SlotWanted): Promise<void> {
  const { free } = await freePlaces(app.database, wanted.offering, [wanted.slot]);
  if ((free[0] ?? 0) >= wanted.quantity) return;
  if (claim === undefined || !(await wasAnswered(app.database, claim))) throw new SlotTaken();
}
