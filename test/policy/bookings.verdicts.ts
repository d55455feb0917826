import { randomUUID } from 'node:crypto';
import { aBooking, anOffering } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { anOfferingOf } from './offerings.verdicts.js';
import type { Expected } from './verdict.js';
import type { Asking, Relation, World } from './world.js';

const errors = 'userErrors { code }';

/** A booking of whoever asks at another property, or of somebody else. Programs have none of their own. */
export async function bookingOf(world: World, relation: Relation, { userId, role }: Asking) {
  const property = relation === 'own' ? world.theirs : world.propertyOf(relation);
  if (property === null) return { id: randomUUID(), code: 'AAAA-AAAA' };
  const offering = await anOffering(world.running.app, property);
  const mine = relation === 'own' && role !== 'keyWithScope';
  return aBooking(world.running.app, offering, { guestId: mine ? userId : null });
}

const bookingId = async (world: World, relation: Relation, asking: Asking) => ({
  id: globalId('Booking', (await bookingOf(world, relation, asking)).id),
});

const offeringId = async (world: World, relation: Relation) => ({
  id: globalId('Offering', (await anOfferingOf(world, relation)).id),
});

async function holdOf(world: World, relation: Relation, { userId }: Asking) {
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

const public_ = { same: 'A A A A A A A A A A', other: 'A A A A A A A A A A', none: 'N N N N N N N N N N' };
const anybodySignedIn = { same: 'U A A A A A A A A R', other: 'U A A A A A A A N R', none: 'U N N N N N N N N R' };
const desk = { same: 'U N N A A A A A A R', other: 'U N N N N N A A N N', none: 'U N N N N N N N N N' };
const ownOrDesk = { own: '- A A A A A A A - -', ...desk };
const deskNotOwn = { own: '- R R R R R A A - -', ...desk };
const byDay = 'query ($id: ID!) { property(id: $id) { LIST { totalCount } } }';

const transition = (name: string): string => `mutation ($id: ID!) { ${name}(input: { id: $id }) { ${errors} } }`;

export const bookingVerdicts: Record<string, Expected> = {
  //              anonymous guest provider staff manager owner admin super key key-without-scope
  availability: {
    document: 'query ($id: ID!) { availability(offeringId: $id, from: "2027-01-01", to: "2027-01-02") { units } }',
    variables: offeringId,
    verdicts: public_,
  },
  availabilityEvents: {
    document:
      'subscription ($id: ID!) { availabilityEvents(offeringId: $id, from: "2027-01-01", to: "2027-01-02") { __typename } }',
    variables: offeringId,
    verdicts: public_,
  },
  booking: {
    document: 'query ($id: ID!) { booking(id: $id) { code } }',
    variables: bookingId,
    verdicts: { ...ownOrDesk, same: 'U N N A A A A A A R', none: 'U N N N N N N N N R', other: 'U N N N N N A A N R' },
  },
  bookingByCode: {
    document: 'query ($code: String!) { bookingByCode(code: $code) { id } }',
    variables: async (world, relation, asking) => ({ code: (await bookingOf(world, relation, asking)).code }),
    verdicts: { ...ownOrDesk, same: 'U N N A A A A A A R', none: 'U N N N N N N N N R', other: 'U N N N N N A A N R' },
  },
  bookings: { document: '{ bookings { totalCount } }', verdicts: { none: 'U A A A A A A A A R' } },
  bookingEvents: {
    document: 'subscription ($id: ID!) { bookingEvents(bookingId: $id) { __typename } }',
    variables: bookingId,
    verdicts: { ...ownOrDesk, same: 'N N N A A A A A A N', other: 'N N N N N N A A N N', none: 'N N N N N N N N N N' },
  },
  'Booking.contact': {
    document: 'query ($id: ID!) { booking(id: $id) { contact { email } } }',
    variables: bookingId,
    verdicts: { own: '- A A A A A A A - -', same: 'U N N A A A A A A R' },
  },
  'Property.arrivals': {
    document: byDay.replace('LIST', 'arrivals'),
    variables: (world, relation) => ({ id: world.propertyId(relation) }),
    verdicts: { same: 'R R R A A A A A A R', other: 'R R R R R R A A R R', none: 'N N N N N N N N N N' },
  },
  'Property.departures': {
    document: byDay.replace('LIST', 'departures'),
    variables: (world, relation) => ({ id: world.propertyId(relation) }),
    verdicts: { same: 'R R R A A A A A A R', other: 'R R R R R R A A R R', none: 'N N N N N N N N N N' },
  },
  holdSlot: {
    document: `mutation ($id: ID!) { holdSlot(input: { offeringId: $id, from: "2027-01-01", to: "2027-01-02" }) { ${errors} } }`,
    variables: offeringId,
    verdicts: anybodySignedIn,
  },
  releaseHold: { document: transition('releaseHold'), variables: holdOf, verdicts: ownOrDesk },
  createBooking: {
    document: `mutation ($id: ID!) {
      createBooking(input: { offeringId: $id, from: "2027-01-01", to: "2027-01-02", guest: { name: "Ana" } }) { ${errors} }
    }`,
    variables: offeringId,
    verdicts: anybodySignedIn,
  },
  confirmBooking: { document: transition('confirmBooking'), variables: bookingId, verdicts: deskNotOwn },
  declineBooking: { document: transition('declineBooking'), variables: bookingId, verdicts: deskNotOwn },
  cancelBooking: { document: transition('cancelBooking'), variables: bookingId, verdicts: ownOrDesk },
  checkInBooking: { document: transition('checkInBooking'), variables: bookingId, verdicts: deskNotOwn },
  completeBooking: { document: transition('completeBooking'), variables: bookingId, verdicts: deskNotOwn },
  markNoShow: { document: transition('markNoShow'), variables: bookingId, verdicts: deskNotOwn },
  rescheduleBooking: {
    document: `mutation ($id: ID!) { rescheduleBooking(input: { id: $id, from: "2027-01-05", to: "2027-01-06" }) { ${errors} } }`,
    variables: bookingId,
    verdicts: ownOrDesk,
  },
  modifyBooking: {
    document: `mutation ($id: ID!) { modifyBooking(input: { id: $id, notes: "Late" }) { ${errors} } }`,
    variables: bookingId,
    verdicts: ownOrDesk,
  },
};
