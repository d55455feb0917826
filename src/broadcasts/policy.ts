import type { Policy } from '../policy/rule.js';

export const broadcastPolicy = {
  triggerEvent: { admin: 'all', superAdmin: 'all', key: 'events:trigger' },
} as const satisfies Policy;
