import { everyone, type Policy } from '../policy/rule.js';

/** What is found by a global id is checked by the type that it is of. */
export const schemaPolicy = {
  node: everyone,
  nodes: everyone,
  /** What happens anywhere, for those who run the platform. */
  platformEvents: { admin: 'all', superAdmin: 'all' },
  limits: everyone,
} as const satisfies Policy;
