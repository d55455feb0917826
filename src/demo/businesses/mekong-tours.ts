import type { DemoBusiness } from '../business.js';

export const mekongTours: DemoBusiness = {
  slug: 'mekong-tours',
  name: 'Mekong Tours',
  kind: 'TOUR_OPERATOR',
  description:
    'Floating markets at dawn, orchards by bicycle, and the long way home by boat. Small groups, with guides who grew up here.',
  timeZone: 'Asia/Ho_Chi_Minh',
  currency: 'VND',
  phone: '+84 292 555 0400',
  address: '9 Hai Bà Trưng, Ninh Kiều, Cần Thơ, Vietnam',
  locale: 'en',
  awayMessage: 'We are on the water. The desk answers from 6:00 to 20:00.',
  offerings: [
    {
      name: 'Floating market at dawn',
      mode: 'DEPARTURE',
      description: 'Cái Răng by boat, with breakfast from another boat.',
      priceAmount: 650_000,
      units: 12,
      durationMinutes: 240,
      departureTimes: ['05:30'],
      minNoticeMinutes: 120,
      lateCancellationFeePercent: 100,
    },
    {
      name: 'Orchards by bicycle',
      mode: 'DEPARTURE',
      description: 'Twenty flat kilometres between mango and longan.',
      priceAmount: 480_000,
      units: 8,
      durationMinutes: 180,
      departureTimes: ['08:00', '14:30'],
      weekdays: [1, 2, 3, 4, 5, 6],
    },
  ],
  menu: [
    {
      category: 'Breakfast',
      name: 'Hủ tiếu on the boat',
      description: 'The noodle soup of the market, from the next boat.',
      priceAmount: 60_000,
    },
    { category: 'Extras', name: 'Rain coat', description: 'To keep.', priceAmount: 40_000 },
    { category: 'Drinks', name: 'Coconut', description: 'Opened before your eyes.', priceAmount: 30_000 },
  ],
  people: [
    { mailbox: 'owner', name: 'Nguyễn Thị Lan', role: 'OWNER' },
    { mailbox: 'manager', name: 'Trần Quốc Bảo', role: 'MANAGER' },
    { mailbox: 'staff', name: 'Lê Minh Châu', role: 'STAFF' },
    { mailbox: 'guide', name: 'Phạm Văn Đức', role: 'STAFF', title: 'Guide', serves: 'GUIDE' },
    {
      mailbox: 'driver',
      name: 'Võ Thành Long',
      role: 'STAFF',
      title: 'Driver',
      serves: 'DRIVER',
    },
  ],
  invited: [
    { email: 'second.guide@example.com', role: 'STAFF' },
    { email: 'boat.crew@example.com', role: 'STAFF' },
  ],
};
