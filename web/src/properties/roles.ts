import type { PropertyRole } from '../generated/graphql.js';

export const roles = ['OWNER', 'MANAGER', 'STAFF'] as const satisfies readonly PropertyRole[];
