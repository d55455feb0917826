import { type NewEvent, system } from '../realtime/event.js';
import { availabilityChanged } from './events.js';
import { addDays, dayOf } from './local-time.js';
import type { Occupied, SlotOffering } from './slot.js';

interface Place extends Pick<SlotOffering, 'mode'> {
  readonly id: string;
  readonly propertyId: string;
  readonly property: { readonly timeZone: string };
}

/** Tells the days on which something was taken or given back. Everybody hears it, so it does not say by whom. */
export function changedDays({ id, propertyId, mode, property }: Place, { from, to }: Occupied): NewEvent {
  const zone = mode === 'NIGHTLY' ? 'UTC' : property.timeZone;
  return availabilityChanged(system, {
    propertyId,
    offeringId: id,
    from: dayOf(from, zone),
    to: addDays(dayOf(new Date(to.getTime() - 1), zone), 1),
  });
}

/** Tells that what is free of an offering has changed on whichever day it can be booked. */
export function changedAltogether(offering: Place & { readonly maxAdvanceDays: number }): NewEvent {
  const from = dayOf(new Date(), offering.property.timeZone);
  return availabilityChanged(system, {
    propertyId: offering.propertyId,
    offeringId: offering.id,
    from,
    to: addDays(from, offering.maxAdvanceDays + 1),
  });
}
