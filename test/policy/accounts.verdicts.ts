import { randomUUID } from 'node:crypto';
import { aMember, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import type { Expected } from './verdict.js';
import type { Relation, World } from './world.js';

const errors = 'userErrors { code }';

/** Somebody of the property that the relation speaks of. */
export async function somebody(world: World, relation: Relation): Promise<{ id: string }> {
  const property = world.propertyOf(relation);
  if (property === null) return { id: randomUUID() };
  return (await aMember(world.running.app, property, 'STAFF')).user;
}

const aPerson = async (world: World, relation: Relation) => ({
  id: globalId('User', (await somebody(world, relation)).id),
});

export async function aSession(world: World, relation: Relation): Promise<string> {
  if (relation === 'none') return randomUUID();
  const user = await aUser(world.running.app);
  await signedIn(world.running.app, user);
  return (await world.running.app.database.prisma.session.findFirstOrThrow({ where: { userId: user.id } })).id;
}

export async function aServiceKey(world: World, relation: Relation): Promise<string> {
  const propertyId = world.propertyOf(relation)?.id;
  if (propertyId === undefined) return randomUUID();
  const data = { name: 'Another', prefix: 'fdk_', hash: Buffer.from(randomUUID()), scopes: [], propertyId };
  return (await world.running.app.database.prisma.serviceKey.create({ data })).id;
}

const oneself = 'U A A A A A A A R R';
const platform = 'U R R R R R A A R R';
const platformWithout = 'U R R R R R N N R R';

export const accountVerdicts: Record<string, Expected> = {
  //              anonymous guest provider staff manager owner admin super key key-without-scope
  viewer: { document: '{ viewer { email } }', verdicts: { none: 'A A A A A A A A A A' } },
  users: {
    document: '{ users { totalCount } }',
    verdicts: { none: 'U R R R R R A A A R' },
    scope: 'accounts:read',
    keyEverywhere: { none: 'A' },
  },
  serviceKeys: { document: '{ serviceKeys { totalCount } }', verdicts: { none: platform } },
  signUp: {
    document: `mutation ($email: EmailAddress!) { signUp(input: { email: $email, name: "New", password: "short" }) { ${errors} } }`,
    variables: () => ({ email: `${randomUUID()}@example.com` }),
    verdicts: { none: 'A A A A A A A A A A' },
  },
  signIn: {
    document: `mutation ($email: EmailAddress!) { signIn(input: { email: $email, password: "wrong" }) { ${errors} } }`,
    variables: () => ({ email: `${randomUUID()}@example.com` }),
    verdicts: { none: 'A A A A A A A A A A' },
  },
  refreshSession: {
    document: `mutation { refreshSession(input: { refreshToken: "fdr_made-up" }) { userErrors { code } } }`,
    verdicts: { none: 'A A A A A A A A A A' },
  },
  reauthenticate: {
    document: `mutation ($token: String!) { reauthenticate(input: { accessToken: $token }) { ${errors} } }`,
    variables: (_world, _relation, { token }) => ({ token: token ?? '' }),
    verdicts: { own: oneself },
  },
  signOut: {
    document: `mutation { signOut(input: {}) { ${errors} } }`,
    verdicts: { none: oneself },
    changesWhoAsks: true,
  },
  revokeSession: {
    document: `mutation ($id: ID!) { revokeSession(input: { sessionId: $id }) { ${errors} } }`,
    variables: async (world, relation, { sessionId }) => ({
      id: globalId('Session', relation === 'own' ? sessionId : await aSession(world, relation)),
    }),
    verdicts: { own: '- A A A A A A A - -', other: 'U N N N N N R R R R', none: 'U N N N N N R R R R' },
    changesWhoAsks: true,
  },
  updateProfile: {
    document: `mutation { updateProfile(input: { name: "Other" }) { ${errors} } }`,
    verdicts: { none: oneself },
  },
  updateSettings: {
    document: `mutation { updateSettings(input: { sounds: false }) { ${errors} } }`,
    verdicts: { none: oneself },
  },
  changePassword: {
    document: `mutation { changePassword(input: { currentPassword: "wrong", newPassword: "short" }) { ${errors} } }`,
    verdicts: { none: oneself },
  },
  exportMyData: { document: `mutation { exportMyData(input: {}) { ${errors} } }`, verdicts: { none: oneself } },
  eraseMyAccount: {
    document: `mutation { eraseMyAccount(input: { password: "wrong" }) { ${errors} } }`,
    verdicts: { none: oneself },
  },
  blockUser: {
    document: `mutation ($id: ID!) { blockUser(input: { userId: $id }) { ${errors} } }`,
    variables: aPerson,
    verdicts: { same: 'U N N A A A A A R R', other: 'U N N N N N A A R R', none: 'U N N N N N N N R R' },
  },
  unblockUser: {
    document: `mutation ($id: ID!) { unblockUser(input: { userId: $id }) { ${errors} } }`,
    variables: aPerson,
    verdicts: { same: 'U N N A A A A A R R', other: 'U N N N N N A A R R', none: 'U N N N N N N N R R' },
  },
  createServiceKey: {
    document: `mutation ($id: ID) { createServiceKey(input: { name: "New", scopes: [PROPERTIES_READ], propertyId: $id }) { ${errors} } }`,
    variables: (world, relation) => ({ id: world.propertyId(relation) }),
    verdicts: { same: platform, other: platform, none: platformWithout },
  },
  revokeServiceKey: {
    document: `mutation ($id: ID!) { revokeServiceKey(input: { serviceKeyId: $id }) { ${errors} } }`,
    variables: async (world, relation) => ({ id: globalId('ServiceKey', await aServiceKey(world, relation)) }),
    verdicts: { same: platform, other: platform, none: platformWithout },
  },
  setUserStatus: {
    document: `mutation ($id: ID!) { setUserStatus(input: { userId: $id, status: DISABLED }) { ${errors} } }`,
    variables: aPerson,
    verdicts: { same: platform, other: platform, none: platformWithout },
  },
  setUserRole: {
    document: `mutation ($id: ID!) { setUserRole(input: { userId: $id, role: ADMIN }) { ${errors} } }`,
    variables: aPerson,
    verdicts: { same: 'U R R R R R R A R R', other: 'U R R R R R R A R R', none: 'U R R R R R R N R R' },
  },
};
