import type { DemoBusiness } from '../business.js';

export const riversideHotel: DemoBusiness = {
  slug: 'riverside-hotel',
  name: 'Riverside Hotel',
  kind: 'HOTEL',
  description:
    'Forty-two rooms on the Douro, five minutes’ walk from the old town. Breakfast on the terrace, bicycles at the door, and a desk that never closes.',
  timeZone: 'Europe/Lisbon',
  currency: 'EUR',
  phone: '+351 220 555 010',
  address: 'Cais da Estiva 84, 4050-080 Porto, Portugal',
  locale: 'pt',
  checkInTime: '15:00',
  checkOutTime: '11:00',
  awayMessage: 'Thank you for writing. The desk answers within ten minutes between 7:00 and 23:00.',
  people: [
    { mailbox: 'owner', name: 'Helena Vasconcelos', role: 'OWNER' },
    { mailbox: 'manager', name: 'Tiago Meireles', role: 'MANAGER' },
    { mailbox: 'staff', name: 'Beatriz Nogueira', role: 'STAFF' },
    { mailbox: 'night', name: 'Rui Patrício Lemos', role: 'STAFF' },
    { mailbox: 'breakfast', name: 'Amélie Fontaine', role: 'STAFF' },
  ],
  invited: [
    { email: 'new.receptionist@example.com', role: 'STAFF' },
    { email: 'revenue.manager@example.com', role: 'MANAGER' },
  ],
};
