import { randomUUID } from 'node:crypto';
import { aMember } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import type { Expected } from './verdict.js';
import type { Relation, World } from './world.js';

const errors = 'userErrors { code }';

export async function aStaffMember(world: World, relation: Relation): Promise<string> {
  const property = world.propertyOf(relation);
  if (property === null) return globalId('Member', randomUUID());
  return globalId('Member', (await aMember(world.running.app, property, 'STAFF')).membership.id);
}

export async function anInvitation(world: World, relation: Relation): Promise<string> {
  const property = world.propertyOf(relation);
  const id = randomUUID();
  if (property !== null)
    await world.running.app.database.prisma.invitation.create({
      data: {
        id,
        propertyId: property.id,
        email: `${id}@example.com`,
        role: 'STAFF',
        tokenHash: Buffer.from(id),
        expiresAt: new Date(Date.now() + 60_000),
      },
    });
  return globalId('Invitation', id);
}

const property = (selection: string) => `query ($id: ID!) { property(id: $id) { ${selection} } }`;
const byProperty = (world: World, relation: Relation) => ({ id: world.propertyId(relation) });

export const propertyVerdicts: Record<string, Expected> = {
  //                        anonymous guest provider staff manager owner admin super key key-without-scope
  property: {
    document: property('name'),
    variables: byProperty,
    verdicts: { same: 'A A A A A A A A A A', other: 'A A A A A A A A A A', none: 'N N N N N N N N N N' },
  },
  properties: {
    document: '{ properties { totalCount } }',
    verdicts: { none: 'A A A A A A A A A A' },
  },
  'Property.members': {
    document: property('members { totalCount }'),
    variables: byProperty,
    verdicts: { same: 'R R R A A A A A A R', other: 'R R R R R R A A R R', none: 'N N N N N N N N N N' },
    scope: 'properties:read',
    keyEverywhere: { same: 'A', other: 'A', none: 'N' },
  },
  'Property.settings': {
    document: property('settings { locale }'),
    variables: byProperty,
    verdicts: { same: 'R R R A A A A A A R', other: 'R R R R R R A A R R', none: 'N N N N N N N N N N' },
    scope: 'properties:read',
    keyEverywhere: { same: 'A', other: 'A', none: 'N' },
  },
  'Property.invitations': {
    document: property('invitations { totalCount }'),
    variables: byProperty,
    verdicts: { same: 'R R R R A A A A R R', other: 'R R R R R R A A R R', none: 'N N N N N N N N N N' },
  },
  'Member.email': {
    document: property('members(first: 1) { nodes { email } }'),
    variables: byProperty,
    verdicts: { same: 'R R R R A A A A R R', other: 'R R R R R R A A R R', none: 'N N N N N N N N N N' },
  },
  createProperty: {
    document: `mutation ($input: CreatePropertyInput!) { createProperty(input: $input) { ${errors} } }`,
    variables: () => ({
      input: { name: 'New', slug: `new-${randomUUID()}`, kind: 'SALON', timeZone: 'UTC', currency: 'EUR' },
    }),
    verdicts: { none: 'U A A A A A A A R R' },
  },
  updateProperty: {
    document: `mutation ($id: ID!) { updateProperty(input: { id: $id, name: "Other" }) { ${errors} } }`,
    variables: byProperty,
    verdicts: { same: 'U N N R A A A A A R', other: 'U N N N N N A A N N', none: 'U N N N N N N N N N' },
    scope: 'properties:write',
    keyEverywhere: { same: 'A', other: 'A', none: 'N' },
  },
  setPropertyStatus: {
    document: `mutation ($id: ID!) { setPropertyStatus(input: { id: $id, status: ACTIVE }) { ${errors} } }`,
    variables: byProperty,
    verdicts: { same: 'U N N R A A A A A R', other: 'U N N N N N A A N N', none: 'U N N N N N N N N N' },
    scope: 'properties:write',
    keyEverywhere: { same: 'A', other: 'A', none: 'N' },
  },
  inviteMember: {
    document: `mutation ($id: ID!, $email: EmailAddress!) {
      inviteMember(input: { propertyId: $id, email: $email, role: STAFF }) { ${errors} }
    }`,
    variables: (world, relation) => ({ id: world.propertyId(relation), email: `${randomUUID()}@example.com` }),
    verdicts: { same: 'U N N R A A A A R R', other: 'U N N N N N A A N N', none: 'U N N N N N N N N N' },
  },
  'inviteMember as MANAGER': {
    document: `mutation ($id: ID!, $email: EmailAddress!) {
      inviteMember(input: { propertyId: $id, email: $email, role: MANAGER }) { ${errors} }
    }`,
    variables: (world, relation) => ({ id: world.propertyId(relation), email: `${randomUUID()}@example.com` }),
    verdicts: { same: 'U N N R R A A A R R', other: 'U N N N N N A A N N' },
  },
  revokeInvitation: {
    document: `mutation ($id: ID!) { revokeInvitation(input: { id: $id }) { ${errors} } }`,
    variables: async (world, relation) => ({ id: await anInvitation(world, relation) }),
    verdicts: { same: 'U N N R A A A A R R', other: 'U N N N N N A A N N', none: 'U N N N N N N N N N' },
  },
  acceptInvitation: {
    document: `mutation { acceptInvitation(input: { token: "fdi_made-up" }) { ${errors} } }`,
    verdicts: { none: 'U A A A A A A A R R' },
  },
  changeMemberRole: {
    document: `mutation ($id: ID!) { changeMemberRole(input: { id: $id, role: STAFF }) { ${errors} } }`,
    variables: async (world, relation) => ({ id: await aStaffMember(world, relation) }),
    verdicts: { same: 'U N N R A A A A R R', other: 'U N N N N N A A N N', none: 'U N N N N N N N N N' },
  },
  'changeMemberRole to OWNER': {
    document: `mutation ($id: ID!) { changeMemberRole(input: { id: $id, role: OWNER }) { ${errors} } }`,
    variables: async (world, relation, { membershipId }) => ({
      id: relation === 'own' ? globalId('Member', membershipId) : await aStaffMember(world, relation),
    }),
    verdicts: { own: '- - - R R A - - - -', same: 'U N N R R A A A R R', other: 'U N N N N N A A N N' },
  },
  removeMember: {
    document: `mutation ($id: ID!) { removeMember(input: { id: $id }) { ${errors} } }`,
    variables: async (world, relation, { membershipId }) => ({
      id: relation === 'own' ? globalId('Member', membershipId) : await aStaffMember(world, relation),
    }),
    verdicts: {
      own: '- - - A A A - - - -',
      same: 'U N N R A A A A R R',
      other: 'U N N N N N A A N N',
      none: 'U N N N N N N N N N',
    },
    changesWhoAsks: true,
  },
};
