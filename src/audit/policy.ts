import type { Policy, Rule } from '../policy/rule.js';

const answerable: Rule = {
  owner: 'property',
  admin: 'all',
  superAdmin: 'all',
  notes: { owner: 'of the property', admin: 'of the platform, too' },
};

export const auditPolicy = {
  auditLog: answerable,
  auditVerification: answerable,
} as const satisfies Policy;
