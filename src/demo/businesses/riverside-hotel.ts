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
  offerings: [
    {
      name: 'River double',
      mode: 'NIGHTLY',
      description: 'A double with a window on the Douro.',
      priceAmount: 14_500,
      units: ['101', '102', '103', '104', '105', '106', '201', '202', '203', '204', '205', '206'],
      lateCancellationFeePercent: 50,
    },
    {
      name: 'Courtyard single',
      mode: 'NIGHTLY',
      description: 'Small and quiet, on the courtyard.',
      priceAmount: 8_900,
      units: ['107', '108', '207', '208', '307', '308'],
      lateCancellationFeePercent: 50,
    },
    {
      name: 'Attic suite',
      mode: 'NIGHTLY',
      description: 'Two rooms under the roof, with a terrace over the old town.',
      priceAmount: 26_000,
      units: ['401', '402'],
      freeCancellationHours: 72,
    },
  ],
  menu: [
    {
      category: 'Breakfast',
      name: 'Breakfast tray',
      description: 'Bread from next door, eggs as you like them, and coffee.',
      priceAmount: 1_450,
    },
    {
      category: 'Kitchen',
      name: 'Caldo verde',
      description: 'The green soup of the north, with chouriço.',
      priceAmount: 780,
    },
    {
      category: 'Kitchen',
      name: 'Bacalhau à Brás',
      description: 'Salt cod with eggs and thin potatoes.',
      priceAmount: 1_650,
    },
    { category: 'Drinks', name: 'Pot of tea', description: 'From the Azores.', priceAmount: 420 },
    {
      category: 'Drinks',
      name: 'White port and tonic',
      description: 'With mint and a slice of orange.',
      priceAmount: 890,
    },
  ],
  people: [
    { mailbox: 'owner', name: 'Helena Vasconcelos', role: 'OWNER' },
    { mailbox: 'manager', name: 'Tiago Meireles', role: 'MANAGER' },
    { mailbox: 'staff', name: 'Beatriz Nogueira', role: 'STAFF' },
    { mailbox: 'night', name: 'Rui Patrício Lemos', role: 'STAFF', serves: 'DRIVER' },
    { mailbox: 'breakfast', name: 'Amélie Fontaine', role: 'STAFF' },
  ],
  invited: [
    { email: 'new.receptionist@example.com', role: 'STAFF' },
    { email: 'revenue.manager@example.com', role: 'MANAGER' },
  ],
};
