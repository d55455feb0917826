import type { DemoBusiness } from '../business.js';

export const lotusSalon: DemoBusiness = {
  slug: 'lotus-salon',
  name: 'Lotus Salon',
  kind: 'SALON',
  description:
    'Hair, nails and quiet, in Seongsu. Six chairs, tea while you wait, and people who remember how you like it.',
  timeZone: 'Asia/Seoul',
  currency: 'KRW',
  phone: '+82 2 555 0300',
  address: '12 Yeonmujang-gil, Seongdong-gu, Seoul 04782, Korea',
  locale: 'ko',
  awayMessage: '지금은 시술 중이에요. 곧 답장 드릴게요.',
  people: [
    { mailbox: 'owner', name: 'Han Ji-woo', role: 'OWNER' },
    { mailbox: 'manager', name: 'Park Seo-yeon', role: 'MANAGER' },
    { mailbox: 'staff', name: 'Kim Min-jun', role: 'STAFF', title: 'Stylist' },
    { mailbox: 'stylist', name: 'Choi Ha-eun', role: 'STAFF', title: 'Stylist' },
  ],
  invited: [{ email: 'junior.stylist@example.com', role: 'STAFF' }],
};
