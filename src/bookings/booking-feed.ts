import { defineFeed } from '../schema/event.js';

/** What happens to one booking: for the guest, those who work there, and who is assigned to it. */
export const bookingFeed = defineFeed('bookingEvents', 'BookingEvent', 'What happens to one booking.');
