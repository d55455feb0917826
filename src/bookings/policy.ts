import { everyone, type Policy, type Rule } from '../policy/rule.js';

const desk: Rule = {
  staff: 'property',
  manager: 'property',
  owner: 'property',
  admin: 'all',
  superAdmin: 'all',
  key: 'bookings:write',
};
const signedIn: Rule = { user: 'yes', admin: 'yes', superAdmin: 'yes' };
const byTheTerms = { user: 'by the terms of the booking' };

export const bookingPolicy = {
  availability: everyone,
  availabilityEvents: everyone,
  booking: { ...desk, user: 'own', provider: 'assigned', key: 'bookings:read' },
  bookingByCode: { ...desk, user: 'own', provider: 'assigned', key: 'bookings:read' },
  bookings: { ...signedIn, key: 'bookings:read', notes: { user: 'own, and those of one’s properties' } },
  bookingEvents: { ...desk, user: 'own', provider: 'assigned', key: 'bookings:read' },
  'Booking.contact': { ...desk, user: 'own', key: 'bookings:read' },
  'Booking.conversation': {
    staff: 'property',
    manager: 'property',
    owner: 'property',
    admin: 'all',
    superAdmin: 'all',
    user: 'own',
  },
  'Property.arrivals': { ...desk, key: 'bookings:read' },
  'Property.departures': { ...desk, key: 'bookings:read' },
  holdSlot: { ...signedIn, key: 'bookings:write' },
  releaseHold: { ...desk, user: 'own' },
  createBooking: { ...signedIn, key: 'bookings:write' },
  confirmBooking: desk,
  declineBooking: desk,
  cancelBooking: { ...desk, user: 'own', notes: byTheTerms },
  rescheduleBooking: { ...desk, user: 'own', notes: byTheTerms },
  modifyBooking: { ...desk, user: 'own', notes: byTheTerms },
  checkInBooking: desk,
  completeBooking: { ...desk, provider: 'assigned' },
  markNoShow: desk,
} as const satisfies Policy;
