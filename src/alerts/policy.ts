import type { Policy, Rule } from '../policy/rule.js';

const notes = { admin: 'of the whole platform, too' } as const;
const desk: Rule = {
  staff: 'property',
  manager: 'property',
  owner: 'property',
  admin: 'all',
  superAdmin: 'all',
  notes,
};
const management: Rule = { manager: 'property', owner: 'property', admin: 'all', superAdmin: 'all', notes };

export const alertPolicy = {
  alerts: desk,
  alertRules: desk,
  raiseAlert: desk,
  acknowledgeAlert: desk,
  resolveAlert: desk,
  createAlertRule: management,
  updateAlertRule: management,
  deleteAlertRule: management,
} as const satisfies Policy;
