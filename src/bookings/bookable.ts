import type { Actor } from '../actor.js';
import { Refusal } from '../errors.js';
import type { OfferingStatus, PropertyStatus } from '../generated/prisma/enums.js';
import { may } from '../policy/authorize.js';
import { addMinutes, dayOf } from './local-time.js';
import type { Slot, SlotOffering } from './slot.js';

/** What of an offering and its property says whether a slot can be booked now. */
export interface BookableOffering extends SlotOffering {
  readonly status: OfferingStatus;
  readonly minNoticeMinutes: number;
  readonly maxAdvanceDays: number;
  readonly property: SlotOffering['property'] & { readonly status: PropertyStatus };
}

const minutesOfDay = 1_440;

/** Why a slot cannot be booked at this moment, however free it is. Null: it can. */
export function whyNotBookable(offering: BookableOffering, slot: Slot, now = new Date()): string | null {
  const { property, minNoticeMinutes, maxAdvanceDays } = offering;
  if (property.status !== 'ACTIVE' || offering.status !== 'ACTIVE') return 'It takes no bookings now.';
  // Somebody who comes late in the evening still finds a bed.
  const tonight = () => offering.mode === 'NIGHTLY' && slot.from >= dayOf(now, property.timeZone);
  if (slot.startsAt <= now && !tonight()) return 'It has begun already.';
  if (minNoticeMinutes > 0 && slot.startsAt < addMinutes(now, minNoticeMinutes))
    return `It is booked at least ${minNoticeMinutes} minutes ahead.`;
  if (slot.startsAt > addMinutes(now, maxAdvanceDays * minutesOfDay))
    return `It is booked at most ${maxAdvanceDays} days ahead.`;
  return null;
}

/** Throws NOT_BOOKABLE. Those who work there may book earlier and later than guests, but not what is over. */
export function refuseNotBookable(
  actor: Actor,
  offering: BookableOffering & { readonly propertyId: string },
  slot: Slot,
): void {
  const inside = may(actor, 'confirmBooking', { propertyId: offering.propertyId });
  const why = inside
    ? whyNotBookable({ ...offering, minNoticeMinutes: 0, maxAdvanceDays: 3_650 }, slot)
    : whyNotBookable(offering, slot);
  if (why !== null) throw new Refusal('NOT_BOOKABLE', { field: 'from', message: why });
}
