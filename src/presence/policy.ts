import type { Policy, Rule } from '../policy/rule.js';

const signedIn: Rule = { user: 'yes', admin: 'yes', superAdmin: 'yes' };
const desk: Rule = { staff: 'property', manager: 'property', owner: 'property', admin: 'all', superAdmin: 'all' };

export const presencePolicy = {
  presence: { user: 'acquaintance', admin: 'all', superAdmin: 'all' },
  setPresence: signedIn,
  viewing: desk,
  setViewing: desk,
} as const satisfies Policy;
