import type { Expected } from './verdict.js';
import type { Relation, World } from './world.js';

const property = (world: World, relation: Relation) => ({ id: world.propertyId(relation) });
const ofProperty = { same: 'U N N R R A A A R R', other: 'U N N N N N A A N N', none: 'U N N N N N A A N N' };
const ofPlatform = { none: 'U R R R R R A A R R' };

export const auditVerdicts: Record<string, Expected> = {
  //              anonymous guest provider staff manager owner admin super key key-without-scope
  auditLog: {
    document: 'query ($id: ID!) { auditLog(propertyId: $id, first: 1) { nodes { id } } }',
    variables: property,
    verdicts: ofProperty,
  },
  'auditLog of the platform': { document: '{ auditLog(first: 1) { nodes { id } } }', verdicts: ofPlatform },
  auditVerification: {
    document: 'query ($id: ID!) { auditVerification(propertyId: $id) { intact } }',
    variables: property,
    verdicts: ofProperty,
  },
  'auditVerification of the platform': { document: '{ auditVerification { intact } }', verdicts: ofPlatform },
};
