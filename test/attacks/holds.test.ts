import { beforeAll, expect, it, vi } from 'vitest';
import { transports } from '../support/transports.js';
import { act, codesOf, done, inDays } from './support/acting.js';
import { open, other, target, tokenAs, tokenOf } from './support/target.js';

let owner: string | null;
let staff: string | null;
beforeAll(async () => {
  owner = await tokenAs('owner', target().prey);
  staff = await tokenAs('staff', target().prey);
});

const keepFor = (holdMinutes: number) =>
  done(open(), owner, 'updateProperty', { id: target().prey.propertyId, settings: { holdMinutes } });

// The shortest that a property may choose is a minute.
it('attack 19: who holds everything and does not book has nothing once the time is over, and not before, and it is sold to others', async () => {
  const holder = await tokenOf(target().strangers[1] ?? target().admin);
  const slot = { offeringId: target().prey.ids.Offering, from: inDays(330), to: inDays(331) };
  await keepFor(1);
  const { hold } = await done(open(), holder, 'holdSlot', { ...slot, quantity: 20 }, 'hold { id expiresAt }');
  await keepFor(5);
  const expiresAt = Date.parse(hold.expiresAt);
  const buy = () =>
    act(other(), staff, 'createBooking', { ...slot, quantity: 20, guest: { name: 'G' } }, 'booking { id }');

  let sold = await buy();
  expect(codesOf(sold)).toEqual(['SLOT_UNAVAILABLE']);
  await vi.waitFor(
    async () => {
      sold = await buy();
      expect(codesOf(sold)).toEqual([]);
    },
    { timeout: 120_000, interval: 500 },
  );
  expect(Date.now()).toBeGreaterThanOrEqual(expiresAt);

  // Whoever held it comes too late, and holds nothing any more.
  const late = await act(open(), holder, 'createBooking', { ...slot, holdId: hold.id, quantity: 20 }, 'booking { id }');
  expect(late.booking ?? null).toBeNull();
  const { data } = await transports.HTTP(open(), '{ viewer { holds { id } } }', {}, holder);
  expect(data.viewer.holds).toEqual([]);
  await done(open(), staff, 'cancelBooking', { id: sold.booking.id });
}, 180_000);
