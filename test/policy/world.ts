import { randomUUID } from 'node:crypto';
import { newSecret, serviceKeyPrefix } from '../../src/accounts/tokens.js';
import type { Property } from '../../src/generated/prisma/client.js';
import { type Scope, scopes } from '../../src/policy/rule.js';
import type { RunningApp } from '../support/app.js';
import { aMember, aProperty, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';

/** The columns of the table, in its order. */
export const roles = [
  'anonymous',
  'guest',
  'provider',
  'staff',
  'manager',
  'owner',
  'admin',
  'superAdmin',
  'keyWithScope',
  'keyWithoutScope',
] as const;
export type Role = (typeof roles)[number];

/** What the operation is about, seen from who asks: theirs, their property's, another property's, or nothing that there is. */
export type Relation = 'own' | 'same' | 'other' | 'none';

/** Who asks: made anew for each cell, so that no cell feels what another did. */
export interface Asking {
  role: Role;
  token: string | null;
  userId: string;
  sessionId: string;
  /** The id of their membership in the property, a made-up one for those who have none. */
  membershipId: string;
}

export interface World {
  running: RunningApp;
  ours: Property;
  theirs: Property;
  /** The property that the relation speaks of. Null: there is none. */
  propertyOf(relation: Relation): Property | null;
  /** Its global id, or one that nothing has. */
  propertyId(relation: Relation): string;
}

export async function aWorld(running: RunningApp): Promise<World> {
  const ours = await aProperty(running.app);
  const theirs = await aProperty(running.app);
  for (const property of [ours, theirs]) await aMember(running.app, property, 'OWNER');
  const propertyOf = (relation: Relation) => (relation === 'none' ? null : relation === 'other' ? theirs : ours);
  return {
    running,
    ours,
    theirs,
    propertyOf,
    propertyId: (relation) => globalId('Property', propertyOf(relation)?.id ?? randomUUID()),
  };
}

/** `scope`: the one that the operation is for, if it is for keys at all. */
export async function asking(world: World, role: Role, scope?: Scope): Promise<Asking> {
  const { app } = world.running;
  const nobody = { role, userId: randomUUID(), sessionId: randomUUID(), membershipId: randomUUID() };
  if (role === 'anonymous') return { ...nobody, token: null };
  if (role === 'keyWithScope')
    return { ...nobody, token: await aKey(world, scope === undefined ? [...scopes] : [scope], world.ours.id) };
  if (role === 'keyWithoutScope')
    return {
      ...nobody,
      token: await aKey(
        world,
        scopes.filter((other) => other !== scope),
        world.ours.id,
      ),
    };
  const platformRole = role === 'admin' ? 'ADMIN' : role === 'superAdmin' ? 'SUPER_ADMIN' : 'USER';
  const user = await aUser(app, { role: platformRole });
  const propertyRole = ({ staff: 'STAFF', manager: 'MANAGER', owner: 'OWNER' } as const)[role as 'staff'];
  const membership = propertyRole && (await aMember(app, world.ours, propertyRole, user)).membership;
  const token = await signedIn(app, user);
  const session = await app.database.prisma.session.findFirstOrThrow({ where: { userId: user.id } });
  return {
    role,
    token,
    userId: user.id,
    sessionId: session.id,
    membershipId: membership?.id ?? nobody.membershipId,
  };
}

/** A program that may do this one thing, at every property. */
export async function askingEverywhere(world: World, scope: Scope): Promise<Asking> {
  const token = await aKey(world, [scope], null);
  const [userId, sessionId, membershipId] = [randomUUID(), randomUUID(), randomUUID()];
  return { role: 'keyWithScope', userId, sessionId, membershipId, token };
}

/** A key of one property alone, or of all. */
async function aKey(world: World, keyScopes: Scope[], propertyId: string | null): Promise<string> {
  const { secret, hash } = newSecret(serviceKeyPrefix);
  await world.running.app.database.prisma.serviceKey.create({
    data: { name: 'Test', prefix: secret.slice(0, 12), hash, scopes: keyScopes, propertyId },
  });
  return secret;
}
