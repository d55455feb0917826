import { actorOf, type Context } from '../context.js';
import type { OfferingMode, ProviderKind } from '../generated/prisma/enums.js';
import { authorize } from '../policy/authorize.js';
import { lockProperty } from '../properties/lock-property.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { insertUnits } from './add-units.js';
import { offeringCreated, unitsAdded } from './events.js';

export interface NewOffering extends OfferingFields {
  propertyId: string;
  mode: OfferingMode;
  name: string;
  priceAmount: number;
  durationMinutes?: number | null | undefined;
  capacity?: number | null | undefined;
  providerKind?: ProviderKind | null | undefined;
}

/** What can be changed later too. What is left out is as the schema says. */
export interface OfferingFields {
  description?: string | null | undefined;
  bufferBeforeMinutes?: number | null | undefined;
  bufferAfterMinutes?: number | null | undefined;
  opensAt?: string | null | undefined;
  closesAt?: string | null | undefined;
  stepMinutes?: number | null | undefined;
  departureTimes?: string[] | null | undefined;
  weekdays?: number[] | null | undefined;
  minNoticeMinutes?: number | null | undefined;
  maxAdvanceDays?: number | null | undefined;
  freeCancellationHours?: number | null | undefined;
  lateCancellationFeePercent?: number | null | undefined;
}

const everyDay = [1, 2, 3, 4, 5, 6, 7];

export async function createOffering(context: Context, input: NewOffering): Promise<{ offeringId: string }> {
  const actor = actorOf(context);
  const { propertyId, capacity, ...fields } = input;
  authorize(actor, 'createOffering', { propertyId });
  return write(context, async (tx) => {
    await lockProperty(tx, propertyId, { id: true });
    const { id: offeringId } = await tx.offering.create({
      data: { propertyId, weekdays: everyDay, ...given(fields) },
      select: { id: true },
    });
    append(tx, offeringCreated(actor, { propertyId, offeringId }));
    if (capacity == null) return { offeringId };
    const unitIds = await insertUnits(tx, { id: offeringId, propertyId }, { count: capacity });
    append(tx, unitsAdded(actor, { propertyId, offeringId, unitIds }));
    return { offeringId };
  });
}

type Given<Fields> = { [Name in keyof Fields]: NonNullable<Fields[Name]> };

/** Without what is left out, so that the schema's defaults count. */
const given = <Fields extends object>(fields: Fields): Given<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as Given<Fields>;
