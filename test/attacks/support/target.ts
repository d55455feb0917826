import { inject } from 'vitest';
import { signAccessToken } from '../../../src/accounts/tokens.js';

declare module 'vitest' {
  interface ProvidedContext {
    target: Target;
  }
}

/** Who attacks: everybody that the table of the design knows, and who is not signed in. */
export const roles = [
  'anonymous',
  'guest',
  'provider',
  'staff',
  'manager',
  'owner',
  'key',
  'admin',
  'superAdmin',
] as const;
export type Role = (typeof roles)[number];
/** Those who belong to a tenant. */
export const tenantRoles = ['guest', 'provider', 'staff', 'manager', 'owner'] as const;
export type TenantRole = (typeof tenantRoles)[number];

export interface Person {
  readonly userId: string;
  readonly email: string;
  /** Several, since what ends one may leave the others. */
  readonly sessionIds: readonly string[];
}

/** A property with people of each role, and one of everything that a property has. */
export interface Tenant {
  readonly propertyId: string;
  readonly slug: string;
  readonly people: Record<TenantRole, Person>;
  /** The service key of the property, with all scopes. */
  readonly key: string;
  /** The global id of one of each type of node. */
  readonly ids: Record<string, string>;
  readonly bookingCode: string;
  /** What the owner has uploaded and not sent. */
  readonly unsentId: string;
}

/** The programs under attack, and what is in their database. */
export interface Target {
  readonly isCluster: boolean;
  /** Nodes that let everybody ask as often as they like: what is measured there are rights, not rates. */
  readonly nodes: readonly string[];
  /** Nodes in production with the limits of the README. */
  readonly strict: readonly string[];
  /** The Redis of the nodes in production; null where there is one node. */
  readonly strictRedis: string | null;
  /** Their database, likewise. */
  readonly strictDatabase: string | null;
  /** What the nodes of both kinds write, by process id. */
  readonly logs: ReadonlyArray<{ pid: number; path: string }>;
  readonly ours: Tenant;
  /** Whatever is text there, and nobody else's business, holds a canary. */
  readonly theirs: Tenant;
  /** For what may break: nobody else looks at it. */
  readonly prey: Tenant;
  /** For what is used up: everything in it is asked for, and done, once by those who may. */
  readonly spare: Tenant;
  readonly admin: Person;
  readonly superAdmin: Person;
  /** People who belong nowhere, each with many sessions. */
  readonly strangers: readonly Person[];
  readonly secrets: { auth: string; telegram: string; stripe: string };
  readonly ports: { stripe: number; telegram: number };
  readonly textColumns: { covered: readonly string[]; uncovered: readonly string[] };
}

export const target = (): Target => inject('target');

/** The first node, as whoever asks sees it. */
export const open = () => ({ url: target().nodes[0] ?? '' });
/** The last one: with two nodes, another one. */
export const other = () => ({ url: target().nodes.at(-1) ?? '' });
export const strict = () => ({ url: target().strict[0] ?? '' });

/** A fresh token of the person's first session, or of another one. */
export async function tokenOf({ userId, sessionIds }: Person, session = 0): Promise<string> {
  const { token } = await signAccessToken(target().secrets.auth, userId, sessionIds[session] ?? '');
  return token;
}

/** What somebody of that role brings along; null is nothing. */
export async function tokenAs(role: Role, tenant: Tenant = target().ours): Promise<string | null> {
  if (role === 'anonymous') return null;
  if (role === 'key') return tenant.key;
  const { admin, superAdmin } = target();
  return tokenOf(role === 'admin' ? admin : role === 'superAdmin' ? superAdmin : tenant.people[role]);
}
