import { everyone, type Policy, type Rule } from '../policy/rule.js';

const desk: Rule = { staff: 'property', manager: 'property', owner: 'property', admin: 'all', superAdmin: 'all' };
const management: Rule = { manager: 'property', owner: 'property', admin: 'all', superAdmin: 'all' };

export const propertyPolicy = {
  property: { ...everyone, key: 'properties:read' },
  properties: { ...everyone, key: 'properties:read' },
  'Property.members': { ...desk, key: 'properties:read' },
  'Property.settings': { ...desk, key: 'properties:read' },
  'Property.invitations': management,
  createProperty: { user: 'yes', admin: 'yes', superAdmin: 'yes' },
  updateProperty: { ...management, key: 'properties:write' },
  setPropertyStatus: { ...management, key: 'properties:write' },
  inviteMember: management,
  revokeInvitation: management,
  acceptInvitation: { user: 'yes', admin: 'yes', superAdmin: 'yes' },
  changeMemberRole: management,
  removeMember: management,
} as const satisfies Policy;
