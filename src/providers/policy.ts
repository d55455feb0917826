import type { Policy, Rule } from '../policy/rule.js';

const desk: Rule = { staff: 'property', manager: 'property', owner: 'property', admin: 'all', superAdmin: 'all' };
const management: Rule = { manager: 'property', owner: 'property', admin: 'all', superAdmin: 'all' };

export const providerPolicy = {
  provider: { ...desk, user: 'own', key: 'providers:read' },
  providers: { ...desk, key: 'providers:read' },
  createProvider: { ...management, key: 'providers:write' },
  setProviderStatus: { ...desk, user: 'own', key: 'providers:write' },
  createTelegramLink: { ...desk, user: 'own', notes: { staff: 'of those without an account' } },
  removeTelegramLink: { ...desk, user: 'own' },
  assignProvider: { ...desk, key: 'bookings:write' },
} as const satisfies Policy;
