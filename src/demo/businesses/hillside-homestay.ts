import type { DemoBusiness } from '../business.js';

export const hillsideHomestay: DemoBusiness = {
  slug: 'hillside-homestay',
  name: 'Hillside Homestay',
  kind: 'HOMESTAY',
  description:
    'Four rooms above the rice terraces. Mrs. Thapa cooks at seven, the stars come out at eight, and the trail to the lake begins behind the house.',
  timeZone: 'Asia/Kathmandu',
  currency: 'NPR',
  phone: '+977 61 555 020',
  address: 'Sarangkot 7, Pokhara 33700, Nepal',
  locale: 'en',
  checkInTime: '13:00',
  checkOutTime: '10:00',
  awayMessage: 'We are on the terraces and answer in the evening.',
  offerings: [
    {
      name: 'Terrace room',
      mode: 'NIGHTLY',
      description: 'A room over the terraces, with breakfast and dinner.',
      priceAmount: 350_000,
      units: ['Machhapuchhre', 'Annapurna', 'Dhaulagiri', 'Fewa'],
      freeCancellationHours: 48,
    },
  ],
  menu: [
    {
      category: 'Kitchen',
      name: 'Dal bhat',
      description: 'Lentils, rice and what the garden has. As much as you can eat.',
      priceAmount: 45_000,
    },
    { category: 'Kitchen', name: 'Momo', description: 'Ten of them, with vegetables or chicken.', priceAmount: 30_000 },
    { category: 'Drinks', name: 'Masala tea', description: 'A pot for two.', priceAmount: 12_000 },
  ],
  people: [
    { mailbox: 'owner', name: 'Maya Thapa', role: 'OWNER' },
    { mailbox: 'manager', name: 'Prakash Thapa', role: 'MANAGER' },
    { mailbox: 'staff', name: 'Sunita Gurung', role: 'STAFF', serves: 'GUIDE' },
  ],
  invited: [{ email: 'cousin.bishal@example.com', role: 'STAFF' }],
};
