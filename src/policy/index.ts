import { accountPolicy } from '../accounts/policy.js';
import { propertyPolicy } from '../properties/policy.js';
import { schemaPolicy } from '../schema/policy.js';

/** The lines by area, in the order in which they are printed. */
export const areas = {
  'Anything by its id': schemaPolicy,
  Accounts: accountPolicy,
  Properties: propertyPolicy,
};

/** Every query, mutation, feed and restricted field has its line here; a test fails for one without. */
export const policy = { ...schemaPolicy, ...accountPolicy, ...propertyPolicy };
