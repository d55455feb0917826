import { everyone, type Policy, type Rule } from '../policy/rule.js';

const desk: Rule = { staff: 'property', manager: 'property', owner: 'property', admin: 'all', superAdmin: 'all' };
const management: Rule = { manager: 'property', owner: 'property', admin: 'all', superAdmin: 'all' };

export const offeringPolicy = {
  offering: everyone,
  'Property.blocks': { ...desk, key: 'properties:read' },
  createOffering: { ...management, key: 'properties:write' },
  updateOffering: { ...management, key: 'properties:write' },
  addUnits: { ...management, key: 'properties:write' },
  createBlock: { ...desk, key: 'properties:write' },
  removeBlock: { ...desk, key: 'properties:write' },
} as const satisfies Policy;
