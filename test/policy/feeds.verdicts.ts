import type { Expected } from './verdict.js';

export const feedVerdicts: Record<string, Expected> = {
  //                anonymous guest provider staff manager owner admin super key key-without-scope
  viewerEvents: {
    document: 'subscription { viewerEvents { __typename } }',
    verdicts: { none: 'U A A A A A A A U U' },
  },
  propertyEvents: {
    document: 'subscription ($id: ID!) { propertyEvents(propertyId: $id) { __typename } }',
    variables: (world, relation) => ({ id: world.propertyId(relation) }),
    verdicts: { same: 'U N N A A A A A A R', other: 'U N N N N N A A N N', none: 'U N N N N N N N N N' },
    scope: 'properties:read',
    keyEverywhere: { same: 'A', other: 'A', none: 'N' },
  },
  platformEvents: {
    document: 'subscription { platformEvents { __typename } }',
    verdicts: { none: 'U R R R R R A A R R' },
  },
};
