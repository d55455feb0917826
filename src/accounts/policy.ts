import { everyone, type Policy, type Rule } from '../policy/rule.js';

const oneself: Rule = { user: 'yes', admin: 'yes', superAdmin: 'yes' };
const own: Rule = { user: 'own' };
const platform: Rule = { admin: 'all', superAdmin: 'all' };

export const accountPolicy = {
  viewer: everyone,
  viewerEvents: oneself,
  users: { ...platform, key: 'accounts:read' },
  signUp: everyone,
  signIn: everyone,
  refreshSession: everyone,
  reauthenticate: oneself,
  signOut: oneself,
  revokeSession: own,
  updateProfile: oneself,
  updateSettings: oneself,
  changePassword: oneself,
  blockUser: oneself,
  unblockUser: oneself,
  exportMyData: oneself,
  eraseMyAccount: oneself,
  serviceKeys: platform,
  createServiceKey: platform,
  revokeServiceKey: platform,
  setUserStatus: { ...platform, notes: { admin: 'people who are not admins' } },
  setUserRole: { superAdmin: 'all' },
} as const satisfies Policy;
