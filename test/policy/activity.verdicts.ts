import type { Expected } from './verdict.js';
import type { Relation, World } from './world.js';

const property = (world: World, relation: Relation) => ({ id: world.propertyId(relation) });
const platform = 'U R R R R R A A R R';

export const activityVerdicts: Record<string, Expected> = {
  //              anonymous guest provider staff manager owner admin super key key-without-scope
  activity: {
    document: 'query ($id: ID!) { activity(propertyId: $id) { nodes { action } } }',
    variables: property,
    verdicts: { same: 'U N N A A A A A R R', other: 'U N N N N N A A N N', none: 'U N N N N N A A N N' },
  },
  'activity of the platform': { document: '{ activity { nodes { action } } }', verdicts: { none: platform } },
  recordActivity: {
    document: 'mutation { recordActivity(input: { action: "looked" }) { userErrors { code } } }',
    verdicts: { none: 'U A A A A A A A R R' },
  },
};
