import { everyone, type Policy, type Rule } from '../policy/rule.js';

const signedIn: Rule = { user: 'yes', admin: 'yes', superAdmin: 'yes' };
const desk: Rule = { staff: 'property', manager: 'property', owner: 'property', admin: 'all', superAdmin: 'all' };
const management: Rule = { manager: 'property', owner: 'property', admin: 'all', superAdmin: 'all' };
const roles: Rule = { manager: 'staffOnly', owner: 'property', admin: 'all', superAdmin: 'all' };

export const propertyPolicy = {
  property: everyone,
  properties: everyone,
  propertyEvents: { ...desk, key: 'properties:read' },
  'Property.members': { ...desk, key: 'properties:read' },
  'Property.settings': { ...desk, key: 'properties:read' },
  'Property.invitations': management,
  'Member.email': management,
  createProperty: signedIn,
  updateProperty: { ...management, key: 'properties:write' },
  setPropertyStatus: { ...management, key: 'properties:write' },
  inviteMember: roles,
  revokeInvitation: roles,
  acceptInvitation: signedIn,
  changeMemberRole: roles,
  removeMember: { ...roles, user: 'own' },
} as const satisfies Policy;
