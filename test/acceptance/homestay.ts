import { type Business, joins, opens, sells } from './business.js';
import { dayIn, whereItIsMorning } from './clock.js';
import type { Device } from './device.js';
import type { Person, Stage } from './stage.js';
import type { Item } from './watch.js';

type Member = Awaited<ReturnType<typeof joins>>;

export interface Homestay {
  readonly house: Business;
  readonly owner: Device;
  readonly managers: readonly [Member, Member];
  readonly staff: readonly [Member, Member];
  /** Two rooms of a kind, for 50 a night. */
  readonly room: Item;
  readonly guest: Person & { device: Device };
  readonly admin: Device;
  /** The day there, that many days from today. */
  day(number: number): string;
  /** The guest books a night. */
  books(day: number): Promise<Item>;
}

/** With an owner, managers and staff. */
export async function aHomestay(stage: Stage): Promise<Homestay> {
  const timeZone = whereItIsMorning();
  const day = (number: number) => dayIn(timeZone, number);
  const house = await opens(stage, 'Mai Nguyen', { name: 'Hill View', kind: 'HOMESTAY', timeZone, currency: 'USD' });
  const owner = house.owner.device;
  const managers = [await joins(stage, house, 'Jun Sato', 'MANAGER'), await joins(stage, house, 'Sol Vega', 'MANAGER')];
  const staff = [await joins(stage, house, 'Kim Bora', 'STAFF'), await joins(stage, house, 'Lea Roth', 'STAFF')];
  const room = await sells(house, { name: 'Garden room', mode: 'NIGHTLY', priceAmount: 5_000 });
  await owner.do('addUnits', { offeringId: room.id, names: ['East', 'West'] });
  const guest = await stage.comes('Tom Wild');
  return {
    house,
    owner,
    managers: managers as [Member, Member],
    staff: staff as [Member, Member],
    room,
    guest,
    admin: await stage.administrator(),
    day,
    async books(number) {
      const night = { offeringId: room.id, from: day(number), to: day(number + 1) };
      return (await guest.device.do('createBooking', night, 'booking { id code }')).booking;
    },
  };
}
