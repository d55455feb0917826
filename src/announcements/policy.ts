import type { Policy, Rule } from '../policy/rule.js';

const oneself: Rule = { user: 'yes', admin: 'yes', superAdmin: 'yes' };
const management: Rule = { manager: 'property', owner: 'property', admin: 'all', superAdmin: 'all' };

export const announcementPolicy = {
  announcements: oneself,
  announcementEvents: oneself,
  publishAnnouncement: { ...management, notes: { manager: 'to who works there', owner: 'to who works there' } },
  endAnnouncement: management,
  dismissAnnouncement: oneself,
} as const satisfies Policy;
