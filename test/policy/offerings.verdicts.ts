import { randomUUID } from 'node:crypto';
import { anOffering } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import type { Expected } from './verdict.js';
import type { Relation, World } from './world.js';

const errors = 'userErrors { code }';

export async function anOfferingOf(world: World, relation: Relation) {
  const property = world.propertyOf(relation);
  return property === null
    ? { id: randomUUID(), units: [{ id: randomUUID() }] }
    : anOffering(world.running.app, property);
}

export const offeringId = async (world: World, relation: Relation) => ({
  id: globalId('Offering', (await anOfferingOf(world, relation)).id),
});

export const unitId = async (world: World, relation: Relation) => ({
  id: globalId('Unit', (await anOfferingOf(world, relation)).units[0]?.id ?? ''),
});

export async function aBlock(world: World, relation: Relation) {
  const property = world.propertyOf(relation);
  if (property === null) return { id: globalId('Block', randomUUID()) };
  const { units } = await anOfferingOf(world, relation);
  const block = await world.running.app.database.prisma.block.create({
    data: { propertyId: property.id, unitId: units[0]?.id ?? '', from: '2027-01-01', to: '2027-01-02' },
  });
  return { id: globalId('Block', block.id) };
}

const management = {
  verdicts: { same: 'U N N R A A A A A R', other: 'U N N N N N A A N N', none: 'U N N N N N N N N N' },
  scope: 'properties:write',
  keyEverywhere: { same: 'A', other: 'A', none: 'N' },
} as const;
const desk = { ...management, verdicts: { ...management.verdicts, same: 'U N N A A A A A A R' } };

export const offeringVerdicts: Record<string, Expected> = {
  //              anonymous guest provider staff manager owner admin super key key-without-scope
  offering: {
    document: 'query ($id: ID!) { offering(id: $id) { name } }',
    variables: offeringId,
    verdicts: { same: 'A A A A A A A A A A', other: 'A A A A A A A A A A', none: 'N N N N N N N N N N' },
  },
  'Property.blocks': {
    document: 'query ($id: ID!) { property(id: $id) { blocks { totalCount } } }',
    variables: (world, relation) => ({ id: world.propertyId(relation) }),
    verdicts: { same: 'R R R A A A A A A R', other: 'R R R R R R A A R R', none: 'N N N N N N N N N N' },
    scope: 'properties:read',
    keyEverywhere: { same: 'A', other: 'A', none: 'N' },
  },
  createOffering: {
    document: `mutation ($id: ID!) {
      createOffering(input: { propertyId: $id, mode: NIGHTLY, name: "Double", priceAmount: 1 }) { ${errors} }
    }`,
    variables: (world, relation) => ({ id: world.propertyId(relation) }),
    ...management,
  },
  updateOffering: {
    document: `mutation ($id: ID!) { updateOffering(input: { id: $id, name: "Other" }) { ${errors} } }`,
    variables: offeringId,
    ...management,
  },
  addUnits: {
    document: `mutation ($id: ID!) { addUnits(input: { offeringId: $id, count: 1 }) { ${errors} } }`,
    variables: offeringId,
    ...management,
  },
  createBlock: {
    document: `mutation ($id: ID!) { createBlock(input: { unitId: $id, from: "2027-05-01", to: "2027-05-02" }) { ${errors} } }`,
    variables: unitId,
    ...desk,
  },
  removeBlock: {
    document: `mutation ($id: ID!) { removeBlock(input: { id: $id }) { ${errors} } }`,
    variables: aBlock,
    ...desk,
  },
};
