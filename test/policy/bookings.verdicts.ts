import { randomUUID } from 'node:crypto';
import { aBooking, anOffering } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { offeringId } from './offerings.verdicts.js';
import type { Expected } from './verdict.js';
import type { Asking, Relation, World } from './world.js';

const errors = 'userErrors { code }';

/** A booking of whoever asks at another property, or of somebody else. */
export async function bookingOf(world: World, relation: Relation, { userId }: Asking) {
  const property = relation === 'own' ? world.theirs : world.propertyOf(relation);
  if (property === null) return { id: randomUUID(), code: 'AAAA-AAAA' };
  const offering = await anOffering(world.running.app, property);
  return aBooking(world.running.app, offering, { guestId: relation === 'own' ? userId : null });
}

export const bookingId = async (world: World, relation: Relation, asking: Asking) => ({
  id: globalId('Booking', (await bookingOf(world, relation, asking)).id),
});

export async function holdOf(world: World, relation: Relation, { userId }: Asking) {
  const property = relation === 'own' ? world.theirs : world.propertyOf(relation);
  if (property === null) return { id: globalId('Hold', randomUUID()) };
  const offering = await anOffering(world.running.app, property);
  const soon = new Date(Date.now() + 60_000);
  const hold = await world.running.app.database.prisma.hold.create({
    data: {
      propertyId: property.id,
      offeringId: offering.id,
      holder: 'user:somebody',
      userId: relation === 'own' ? userId : null,
      from: '2027-01-01',
      to: '2027-01-02',
      startsAt: soon,
      endsAt: soon,
      quantity: 1,
      expiresAt: soon,
    },
  });
  return { id: globalId('Hold', hold.id) };
}

const everybody = { same: 'A A A A A A A A A A', other: 'A A A A A A A A A A', none: 'N N N N N N N N N N' };

const everywhere = { same: 'A', other: 'A', none: 'N' } as const;
const ofDesk = { same: 'U N N A A A A A A R', other: 'U N N N N N A A N N', none: 'U N N N N N N N N N' };
const write = { scope: 'bookings:write', keyEverywhere: everywhere } as const;
const ownOrDesk = { verdicts: { own: '- A A A A A A A - -', ...ofDesk }, ...write };
const deskNotOwn = { verdicts: { own: '- R R R R R A A - -', ...ofDesk }, ...write };
const anybodySignedIn = {
  verdicts: { same: 'U A A A A A A A A R', other: 'U A A A A A A A N R', none: 'U N N N N N N N N R' },
  scope: 'bookings:write',
  keyEverywhere: everywhere,
} as const;
const looked = {
  verdicts: {
    own: '- A A A A A A A - -',
    same: 'U N N A A A A A A R',
    other: 'U N N N N N A A N R',
    none: 'U N N N N N N N N R',
  },
  scope: 'bookings:read',
  keyEverywhere: everywhere,
} as const;
const inside = {
  verdicts: { same: 'R R R A A A A A A R', other: 'R R R R R R A A R R', none: 'N N N N N N N N N N' },
  scope: 'bookings:read',
  keyEverywhere: everywhere,
} as const;
const byDay = 'query ($id: ID!) { property(id: $id) { LIST { totalCount } } }';

const transition = (name: string): string => `mutation ($id: ID!) { ${name}(input: { id: $id }) { ${errors} } }`;

export const bookingVerdicts: Record<string, Expected> = {
  //              anonymous guest provider staff manager owner admin super key key-without-scope
  availability: {
    document: 'query ($id: ID!) { availability(offeringId: $id, from: "2027-01-01", to: "2027-01-02") { units } }',
    variables: offeringId,
    verdicts: everybody,
  },
  availabilityEvents: {
    document:
      'subscription ($id: ID!) { availabilityEvents(offeringId: $id, from: "2027-01-01", to: "2027-01-02") { __typename } }',
    variables: offeringId,
    verdicts: everybody,
  },
  booking: {
    document: 'query ($id: ID!) { booking(id: $id) { code } }',
    variables: bookingId,
    ...looked,
  },
  bookingByCode: {
    document: 'query ($code: String!) { bookingByCode(code: $code) { id } }',
    variables: async (world, relation, asking) => ({ code: (await bookingOf(world, relation, asking)).code }),
    ...looked,
  },
  bookings: {
    document: '{ bookings { totalCount } }',
    verdicts: { none: 'U A A A A A A A A R' },
    scope: 'bookings:read',
    keyEverywhere: { none: 'A' },
  },
  bookingEvents: {
    document: 'subscription ($id: ID!) { bookingEvents(bookingId: $id) { __typename } }',
    variables: bookingId,
    verdicts: {
      own: '- A A A A A A A - -',
      same: 'N N N A A A A A A N',
      other: 'N N N N N N A A N N',
      none: 'N N N N N N N N N N',
    },
    scope: 'bookings:read',
    keyEverywhere: everywhere,
  },
  'Booking.contact': {
    document: 'query ($id: ID!) { booking(id: $id) { contact { email } } }',
    variables: bookingId,
    ...looked,
  },
  'Booking.conversation': {
    document: 'query ($id: ID!) { booking(id: $id) { conversation { id } } }',
    variables: bookingId,
    verdicts: {
      own: '- A A A A A A A - -',
      same: 'U N N A A A A A R R',
      other: 'U N N N N N A A N N',
      none: 'U N N N N N N N N N',
    },
  },
  'Property.arrivals': {
    document: byDay.replace('LIST', 'arrivals'),
    variables: (world, relation) => ({ id: world.propertyId(relation) }),
    ...inside,
  },
  'Property.departures': {
    document: byDay.replace('LIST', 'departures'),
    variables: (world, relation) => ({ id: world.propertyId(relation) }),
    ...inside,
  },
  holdSlot: {
    document: `mutation ($id: ID!) { holdSlot(input: { offeringId: $id, from: "2027-01-01", to: "2027-01-02" }) { ${errors} } }`,
    variables: offeringId,
    ...anybodySignedIn,
  },
  releaseHold: { document: transition('releaseHold'), variables: holdOf, ...ownOrDesk },
  createBooking: {
    document: `mutation ($id: ID!) {
      createBooking(input: { offeringId: $id, from: "2027-01-01", to: "2027-01-02", guest: { name: "Ana" } }) { ${errors} }
    }`,
    variables: offeringId,
    ...anybodySignedIn,
  },
  confirmBooking: { document: transition('confirmBooking'), variables: bookingId, ...deskNotOwn },
  declineBooking: { document: transition('declineBooking'), variables: bookingId, ...deskNotOwn },
  cancelBooking: { document: transition('cancelBooking'), variables: bookingId, ...ownOrDesk },
  checkInBooking: { document: transition('checkInBooking'), variables: bookingId, ...deskNotOwn },
  completeBooking: { document: transition('completeBooking'), variables: bookingId, ...deskNotOwn },
  markNoShow: { document: transition('markNoShow'), variables: bookingId, ...deskNotOwn },
  rescheduleBooking: {
    document: `mutation ($id: ID!) { rescheduleBooking(input: { id: $id, from: "2027-01-05", to: "2027-01-06" }) { ${errors} } }`,
    variables: bookingId,
    ...ownOrDesk,
  },
  modifyBooking: {
    document: `mutation ($id: ID!) { modifyBooking(input: { id: $id, notes: "Late" }) { ${errors} } }`,
    variables: bookingId,
    ...ownOrDesk,
  },
};
