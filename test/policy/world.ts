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

export interface Asking {
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
  /** Who asks, by what they are: made once, since no cell may change them (see `rightsOfPeople`). */
  askers: Map<string, Promise<Asking>>;
}

export async function aWorld(running: RunningApp): Promise<World> {
  const ours = await aProperty(running.app);
  const theirs = await aProperty(running.app);
  for (const property of [ours, theirs]) await aMember(running.app, property, 'OWNER');
  const propertyOf = (relation: Relation) => (relation === 'none' ? null : relation === 'other' ? theirs : ours);
  const world: World = {
    running,
    ours,
    theirs,
    propertyOf,
    propertyId: (relation) => globalId('Property', propertyOf(relation)?.id ?? randomUUID()),
    askers: new Map(),
  };
  for (const role of people) await asking(world, role);
  return world;
}

/** Who asks in a column. `scope`: the one that the operation is for, if it is for keys at all. */
export function asking(world: World, role: Role, scope?: Scope): Promise<Asking> {
  if (role === 'keyWithScope') return once(world, `with ${scope}`, () => aProgram(world, scope ? [scope] : scopes));
  const others = () => scopes.filter((other) => other !== scope);
  if (role === 'keyWithoutScope') return once(world, `without ${scope}`, () => aProgram(world, others()));
  return once(world, role, () => askingAnew(world, role));
}

/** A program that may do this one thing, at every property. */
export const askingEverywhere = (world: World, scope: Scope): Promise<Asking> =>
  once(world, `everywhere ${scope}`, () => aProgram(world, [scope], null));

/** Somebody whom what they ask for may change. */
export async function askingAnew(world: World, role: Role): Promise<Asking> {
  const { app } = world.running;
  if (role === 'anonymous') return { ...nobody(), token: null };
  const platformRole = role === 'admin' ? 'ADMIN' : role === 'superAdmin' ? 'SUPER_ADMIN' : 'USER';
  const user = await aUser(app, { role: platformRole });
  const propertyRole = ({ staff: 'STAFF', manager: 'MANAGER', owner: 'OWNER' } as const)[role as 'staff'];
  const membership = propertyRole && (await aMember(app, world.ours, propertyRole, user)).membership;
  const token = await signedIn(app, user);
  const session = await app.database.prisma.session.findFirstOrThrow({ where: { userId: user.id } });
  return {
    token,
    userId: user.id,
    sessionId: session.id,
    membershipId: membership?.id ?? randomUUID(),
  };
}

/** What those who ask may do because of what they are. It stays the same, or one cell would feel what another did. */
export async function rightsOfPeople(world: World): Promise<string> {
  const all = await Promise.all(people.map((role) => asking(world, role)));
  const rows = await world.running.app.database.query(
    `SELECT u.id, u.role, u.status, array_agg(DISTINCT s.id || coalesce(s.ended_at::text, ' live')) AS sessions,
       array_agg(DISTINCT m.role || ' at ' || m.property_id) FILTER (WHERE m.property_id = ANY($2::uuid[])) AS memberships
     FROM "user" u LEFT JOIN session s ON s.user_id = u.id LEFT JOIN membership m ON m.user_id = u.id
     WHERE u.id = ANY($1::uuid[]) GROUP BY u.id ORDER BY u.id`,
    [all.map(({ userId }) => userId), [world.ours.id, world.theirs.id]],
  );
  return JSON.stringify(rows);
}

const people = ['guest', 'provider', 'staff', 'manager', 'owner', 'admin', 'superAdmin'] as const;

function once(world: World, key: string, make: () => Promise<Asking>): Promise<Asking> {
  const made = world.askers.get(key) ?? make();
  world.askers.set(key, made);
  return made;
}

const nobody = () => ({ userId: randomUUID(), sessionId: randomUUID(), membershipId: randomUUID() });

const aProgram = async (
  world: World,
  keyScopes: readonly Scope[],
  propertyId: string | null = world.ours.id,
): Promise<Asking> => ({ ...nobody(), token: await aKey(world, [...keyScopes], propertyId) });

/** A key of one property alone, or of all. */
async function aKey(world: World, keyScopes: Scope[], propertyId: string | null): Promise<string> {
  const { secret, hash } = newSecret(serviceKeyPrefix);
  await world.running.app.database.prisma.serviceKey.create({
    data: { name: 'Test', prefix: secret.slice(0, 12), hash, scopes: keyScopes, propertyId },
  });
  return secret;
}
