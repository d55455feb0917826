import { act, done, inDays } from './acting.js';
import type { Known } from './known.js';
import { open, target, tokenAs } from './target.js';

/**
 * Rooms for everybody who books, from the beginning of the day on: then somebody may come, or not come, today. And so many
 * bookings for today, with something to pay, and orders: what goes through several states needs some to begin with.
 */
export async function stockUp(known: Known, count: number): Promise<void> {
  const { propertyId, ids } = target().prey;
  const owner = await tokenAs('owner', target().prey);
  const settings = { checkInTime: '00:00', checkOutTime: '23:59' };
  await done(open(), owner, 'updateProperty', { id: propertyId, timeZone: 'UTC', settings });
  await done(open(), owner, 'addUnits', { offeringId: ids.Offering, count: 200 });
  const make = async (name: string, input: object, what: string) => {
    const answer = await act(open(), owner, name, input, `${what} { __typename id status }`);
    known.learn({ kind: 'mutation', name }, 'owner', answer);
    return answer[what]?.id as string | undefined;
  };
  const stay = { offeringId: ids.Offering, from: inDays(0), to: inDays(1), guest: { name: 'Ana' } };
  for (let number = 0; number < count; number++) {
    const bookingId = await make('createBooking', stay, 'booking');
    await make('createPayment', { bookingId, gateway: 'desk', amount: 5_000 }, 'payment');
    await make('placeOrder', { propertyId, items: [{ menuItemId: ids.MenuItem, quantity: 1 }] }, 'order');
  }
}
