import type { Expected } from './verdict.js';

const send = (input: string) =>
  `mutation ($id: ID) { triggerEvent(input: { name: "test", ${input} }) { userErrors { code } } }`;

export const broadcastVerdicts: Record<string, Expected> = {
  //              anonymous guest provider staff manager owner admin super key key-without-scope
  triggerEvent: {
    document: send('propertyIds: [$id]').replace('$id: ID', '$id: ID!'),
    variables: (world, relation) => ({ id: world.propertyId(relation) }),
    verdicts: { same: 'U R R R R R A A A R', other: 'U R R R R R A A N R', none: 'U R R R R R N N N R' },
    scope: 'events:trigger',
    keyEverywhere: { same: 'A', other: 'A', none: 'N' },
  },
  'triggerEvent to a role': {
    document: send('roles: [SUPER_ADMIN]').replace(' ($id: ID)', ''),
    verdicts: { none: 'U R R R R R A A R R' },
    scope: 'events:trigger',
    keyEverywhere: { none: 'A' },
  },
};
