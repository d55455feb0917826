import { accountPolicy } from '../accounts/policy.js';
import { propertyPolicy } from '../properties/policy.js';
import { schemaPolicy } from '../schema/policy.js';

/** Every query, mutation and feed has its line here; a test fails for one without. */
export const policy = { ...schemaPolicy, ...accountPolicy, ...propertyPolicy };
