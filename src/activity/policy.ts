import type { Policy } from '../policy/rule.js';

export const activityPolicy = {
  activity: {
    staff: 'property',
    manager: 'property',
    owner: 'property',
    admin: 'all',
    superAdmin: 'all',
    notes: { admin: 'the whole platform, too' },
  },
  recordActivity: { user: 'yes', admin: 'yes', superAdmin: 'yes', notes: { user: 'at properties where one works' } },
} as const satisfies Policy;
