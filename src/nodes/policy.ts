import type { Policy, Rule } from '../policy/rule.js';

const platform: Rule = { admin: 'all', superAdmin: 'all' };

export const nodePolicy = {
  realtimeStats: platform,
  connections: platform,
  disconnect: platform,
} as const satisfies Policy;
