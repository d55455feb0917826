import type { DemoBusiness } from '../business.js';

export const wanderTravel: DemoBusiness = {
  slug: 'wander-travel',
  name: 'Wander Travel',
  kind: 'TRAVEL_AGENCY',
  description:
    'Trips put together by people who have been there. Tell us what you like and how long you have; we answer with a plan, not with a list.',
  timeZone: 'America/New_York',
  currency: 'USD',
  phone: '+1 212 555 0150',
  address: '41 Mercer Street, New York, NY 10013, United States',
  locale: 'en',
  awayMessage: 'Our planners answer on working days from 9:00 to 18:00, New York time.',
  offerings: [
    {
      name: 'Planning session',
      mode: 'TIMED',
      description: 'An hour with a planner who has been there.',
      priceAmount: 9_000,
      units: ['Priya', 'Oliver'],
      durationMinutes: 60,
      bufferAfterMinutes: 15,
      stepMinutes: 30,
      opensAt: '09:00',
      closesAt: '18:00',
      weekdays: [1, 2, 3, 4, 5],
    },
    {
      name: 'Hudson Valley day trip',
      mode: 'DEPARTURE',
      description: 'By minibus to orchards, a mill and a long lunch.',
      priceAmount: 18_500,
      units: 14,
      durationMinutes: 600,
      departureTimes: ['08:30'],
      weekdays: [6, 7],
      freeCancellationHours: 72,
      lateCancellationFeePercent: 50,
    },
  ],
  menu: [
    { category: 'Extras', name: 'Lunch box', description: 'Sandwich, fruit and something sweet.', priceAmount: 1_600 },
    {
      category: 'Extras',
      name: 'Printed travel book',
      description: 'Everything on paper, with maps.',
      priceAmount: 2_400,
    },
  ],
  people: [
    { mailbox: 'owner', name: 'Grace Okafor', role: 'OWNER' },
    { mailbox: 'manager', name: 'Daniel Reyes', role: 'MANAGER' },
    { mailbox: 'staff', name: 'Priya Raman', role: 'STAFF' },
    { mailbox: 'planner', name: 'Oliver Bennett', role: 'STAFF', title: 'Trip planner', serves: 'STAFF' },
  ],
  invited: [{ email: 'new.planner@example.com', role: 'STAFF' }],
};
