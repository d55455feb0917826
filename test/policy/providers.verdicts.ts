import { randomUUID } from 'node:crypto';
import { aProperty } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { bookingOf } from './bookings.verdicts.js';
import type { Expected } from './verdict.js';
import type { Asking, Relation, World } from './world.js';

const errors = 'userErrors { code }';

export async function providerOf(world: World, relation: Relation, { userId }: Asking) {
  // Nobody is two providers at one property.
  const property = relation === 'own' ? await aProperty(world.running.app) : world.propertyOf(relation);
  if (property === null) return { id: globalId('Provider', randomUUID()) };
  const { id } = await world.running.app.database.prisma.provider.create({
    data: { propertyId: property.id, name: 'Ana', kind: 'GUIDE', userId: relation === 'own' ? userId : null },
  });
  return { id: globalId('Provider', id) };
}

const byProperty = (world: World, relation: Relation) => ({ id: world.propertyId(relation) });
const desk = { same: 'U N N A A A A A A R', other: 'U N N N N N A A N N', none: 'U N N N N N N N N N' };
const deskWithoutKeys = { ...desk, same: 'U N N A A A A A R R' };
const everywhere = { same: 'A', other: 'A', none: 'N' } as const;

export const providerVerdicts: Record<string, Expected> = {
  //              anonymous guest provider staff manager owner admin super key key-without-scope
  provider: {
    document: 'query ($id: ID!) { provider(id: $id) { name } }',
    variables: providerOf,
    verdicts: {
      own: '- A A A A A A A - -',
      same: 'U N N A A A A A A R',
      other: 'U N N N N N A A N R',
      none: 'U N N N N N N N N R',
    },
    scope: 'providers:read',
    keyEverywhere: everywhere,
  },
  providers: {
    document: 'query ($id: ID!) { providers(propertyId: $id) { totalCount } }',
    variables: byProperty,
    verdicts: { same: 'U N N A A A A A A R', other: 'U N N N N N A A N N', none: 'U N N N N N A A N N' },
    scope: 'providers:read',
    keyEverywhere: { same: 'A', other: 'A', none: 'A' },
  },
  createProvider: {
    document: `mutation ($id: ID!) { createProvider(input: { propertyId: $id, name: "Ana", kind: GUIDE }) { ${errors} } }`,
    variables: byProperty,
    verdicts: { same: 'U N N R A A A A A R', other: 'U N N N N N A A N N', none: 'U N N N N N N N N N' },
    scope: 'providers:write',
    keyEverywhere: everywhere,
  },
  setProviderStatus: {
    document: `mutation ($id: ID!) { setProviderStatus(input: { id: $id, status: BUSY }) { ${errors} } }`,
    variables: providerOf,
    verdicts: { own: '- A A A A A A A - -', ...desk },
    scope: 'providers:write',
    keyEverywhere: everywhere,
  },
  createTelegramLink: {
    document: `mutation ($id: ID!) { createTelegramLink(input: { providerId: $id }) { ${errors} } }`,
    variables: providerOf,
    verdicts: { own: '- A A A A A A A - -', ...deskWithoutKeys },
  },
  removeTelegramLink: {
    document: `mutation ($id: ID!) { removeTelegramLink(input: { providerId: $id }) { ${errors} } }`,
    variables: providerOf,
    verdicts: { own: '- A A A A A A A - -', ...deskWithoutKeys },
  },
  assignProvider: {
    document: `mutation ($id: ID!) { assignProvider(input: { bookingId: $id }) { ${errors} } }`,
    variables: async (world, relation, asking) => ({
      id: globalId('Booking', (await bookingOf(world, relation, asking)).id),
    }),
    verdicts: { own: '- R R R R R A A - -', ...desk },
    scope: 'bookings:write',
    keyEverywhere: everywhere,
  },
};
