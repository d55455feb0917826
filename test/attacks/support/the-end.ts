import { globalId } from '../../support/global-id.js';
import { done, inDays } from './acting.js';
import { open, target, tokenAs } from './target.js';

/** Everybody of our tenant. Administrators see all properties: they are not asked here. */
export const insiders = ['anonymous', 'guest', 'provider', 'staff', 'manager', 'owner', 'key'] as const;
export type Insider = (typeof insiders)[number];

/** What is said last to each person. */
export const endForPeople = 'the.end.of.it';
const endAtWork = 'the end of it';
/** Days on which nothing else happens. */
const lastDays = { from: inDays(110), to: inDays(111) };
/** Everybody may see what is free at either property. */
const free = `"from":"${lastDays.from}"`;

/** What each of them hears of the end, on a socket that asks about ours, and on one that asks about theirs. */
export const endFor: Record<Insider, { ours: string[]; theirs: string[] }> = {
  // Nothing else is for those who are nobody.
  anonymous: { ours: [free], theirs: [free] },
  guest: { ours: [endAtWork, endForPeople, free], theirs: [endForPeople, free] },
  // Of the booking that they are assigned to.
  provider: { ours: ['BookingModified', endForPeople, free], theirs: [endForPeople, free] },
  staff: { ours: [endAtWork, endForPeople, free], theirs: [endForPeople, free] },
  manager: { ours: [endAtWork, endForPeople, free], theirs: [endForPeople, free] },
  owner: { ours: [endAtWork, endForPeople, free], theirs: [endForPeople, free] },
  // To a program nothing is addressed.
  key: { ours: [endAtWork, free], theirs: [free] },
};

/** Tells all of them. */
export async function tellTheEnd(): Promise<void> {
  const { ours, theirs } = target();
  const owner = await tokenAs('owner');
  await done(open(), owner, 'modifyBooking', { id: ours.ids.Booking, notes: endAtWork });
  await done(open(), owner, 'updateProperty', { id: ours.propertyId, description: endAtWork });
  await done(open(), owner, 'sendMessage', { conversationId: ours.ids.Conversation, body: endAtWork });
  const userIds = Object.values(ours.people).map(({ userId }) => globalId('User', userId));
  await done(open(), await tokenAs('admin'), 'triggerEvent', { name: endForPeople, userIds });
  for (const tenant of [ours, theirs]) {
    const slot = { offeringId: tenant.ids.Offering, ...lastDays, guest: { name: 'G' } };
    await done(open(), await tokenAs('owner', tenant), 'createBooking', slot);
  }
}
